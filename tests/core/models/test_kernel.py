"""Kernel heads: the two kernels, and rows in half precision."""

from __future__ import annotations

import pytest
import torch

from mer_core.models.kernel import KERNELS, KernelHead


def test_the_laplacian_kernel_is_that_of_its_formula() -> None:
    torch.manual_seed(0)
    left, right = torch.randn(5, 7), torch.randn(4, 7)
    expected = torch.exp(-torch.cdist(left, right, p=1))
    torch.testing.assert_close(KERNELS["laplacian"](left, right), expected)


@pytest.mark.parametrize("kernel", sorted(KERNELS))
def test_a_head_finds_its_own_rows_in_a_bank_of_half_precision(kernel: str) -> None:
    torch.manual_seed(0)
    bank = torch.randn(6, 3).half()
    head = KernelHead(3, 1, 2, 4, kernel=kernel)
    head.dual.normal_()
    answer, _, known = head(bank[2:].float(), bank)
    assert answer.dtype == torch.float32
    torch.testing.assert_close(known, torch.ones(4))
