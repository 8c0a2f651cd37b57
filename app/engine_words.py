"""The engine's words that the window shows, named here so that they can be translated.

The engine speaks English and knows no Qt; its words pass ``engine_word`` where they are shown.
Sentences that tell what went wrong are not among them.
"""

from __future__ import annotations

from app.i18n import mark, tr

#: States of tracks and of training runs.
STATES = (
    mark("queued"), mark("staged"), mark("written"), mark("changed"), mark("uncertain"),
    mark("failed"), mark("stale"), mark("missing"), mark("manual"),
    mark("starting"), mark("running"), mark("stopping"), mark("stopped"), mark("done"),
)  # fmt: skip

#: Of a file that cannot be written now; the window's own word, where the engine's stand.
WAITS = mark("waits: playing")

#: Whole sentences about the sound, which a process without a language says, too.
SOUND = (
    mark(
        "The package sounddevice is not installed, so playback is silent; install it to hear the"
        " songs."
    ),
    mark(
        "The PortAudio library was not found, so playback is silent; install it (on Debian:"
        " libportaudio2) and start again."
    ),
    mark(
        "No sound card was found, so playback is silent; connect one and choose it as the output."
    ),
    mark("No input was found; connect a microphone and listen again."),
    mark("The sound system does not answer."),
    mark("The sound system does not answer; playback is silent."),
)

#: Why a moment of a song cannot be told of.
UNTOLD = mark("The analysis process ended before it could tell; ask again.")

#: What a job is at.
PHASES = (
    mark("Loading the model"), mark("Paused"), mark("Paused: the library's disk is full"),
    mark("Analysing"), mark("Exporting"), mark("Watching"), mark("Importing"),
    mark("Looking for music"), mark("Scanning"), mark("Reading tags"), mark("Writing tags"),
    mark("Undoing"), mark("Decoding"), mark("Describing"), mark("Listening"), mark("Fitting"),
    mark("Validating"), mark("Training"), mark("Judging"),
)  # fmt: skip

#: How a sound differs from the middle, in "Why?".
REASONS = (
    mark("a brighter sound"), mark("a darker sound"), mark("a sound that changes more"),
    mark("a steadier sound"), mark("a noisier, rougher sound"), mark("a purer sound"),
    mark("louder"), mark("softer"), mark("a loudness that moves more"), mark("an evener loudness"),
    mark("more notes and strokes"), mark("fewer notes and strokes"), mark("sharper accents"),
    mark("softer accents"), mark("a clearer beat"), mark("a freer beat"), mark("a quicker pulse"),
    mark("a slower pulse"), mark("rather major"), mark("rather minor"), mark("a clearer key"),
    mark("a vaguer key"), mark("more dissonance"), mark("more consonance"),
    mark("harmonies that change more"), mark("harmonies that change less"),
    mark("a higher register"), mark("a lower register"), mark("wider steps and leaps"),
    mark("a calmer line"), mark("more voices at once"), mark("fewer voices at once"),
    mark("its tone colour"), mark("its colour changes"), mark("its noisiness"),
    mark("its loudness"), mark("its loudness movement"), mark("its note density"),
    mark("its accents"), mark("its pulse"), mark("its tempo"), mark("its mode"),
    mark("its key clarity"), mark("its dissonance"), mark("its harmonic movement"),
    mark("its register"), mark("its melodic movement"), mark("its texture"),
    mark("its chord colours"), mark("its instruments and style"),
)  # fmt: skip

#: What a field of a file is about, in the review and in profiles.
FIELDS = (
    mark("valence"), mark("arousal"), mark("tension"), mark("mood"), mark("numbers"),
    mark("scores"), mark("ranges"), mark("model"), mark("energy"), mark("bpm"), mark("key"),
    mark("timeline"), mark("quodlibet"), mark("comment"), mark("grouping"), mark("spelling"),
    mark("tempo"), mark("year"), mark("genre"), mark("crate"),
    mark("mood words"), mark("valence and arousal"), mark("a score for each mood"),
    mark("how far valence and arousal move"), mark("which model said it, when and how"),
    mark("energy level, where there is none"), mark("beats per minute, where there is none"),
    mark("key, where there is none"), mark("the emotion over time"),
    mark("a copy of the numbers for Quod Libet"), mark("moods in a marked block of the comment"),
    mark("moods in a marked block of the grouping"), mark("there is one already"),
    mark("others wrote it"),
)  # fmt: skip

#: By which rules a profile writes, and what the built-in ones are for.
RULES = (
    mark("ours take the place of the mood words in a file"),
    mark("ours are added to the mood words of others"),
    mark("mood words of others stay, and then ours are not written"),
    mark("only what is empty is written"),
    mark("files keep their time"),
    mark("a written file is a second younger, so that servers look at it again"),
    mark("a written file has the time of the write"),
    mark("what is less sure than {confidence} is not written"),
    mark("what cannot be tagged gets a file NAME.mood.json beside it"),
    mark("what was corrected by hand elsewhere is never overwritten"),
    mark("Mood words, numbers and where they come from, for any program."),
    mark("For rekordbox, Serato, Traktor and Mixxx, which show the comment and no mood."),
    mark(
        "For Navidrome, Jellyfin, Plex, Kodi and Lyrion; they see by its time that a file is new."
    ),
    mark("For Picard, Quod Libet, foobar2000 and MusicBee; words of others stay."),
    mark("Every field there is, the emotion over time too; a file beside what cannot be tagged."),
)

#: How a song of a journey differs from the one before.
STEPS = (mark("more pleasant"), mark("less pleasant"), mark("livelier"), mark("calmer"))

#: The crates of a new library.
CRATES = (
    mark("Calm first 30 s"), mark("Peak time 8–10"), mark("Least sure first"),
    mark("Not yet tagged"), mark("Missing"), mark("Copies"), mark("Failed"),
    mark("New and played"), mark("Recently added"), mark("Recently played"), mark("Most played"),
    mark("Never played"),
)  # fmt: skip

#: The profiles that are built in.
PROFILES = (
    mark("Standard"), mark("DJ"), mark("Server"), mark("Library"), mark("Everything"),
)  # fmt: skip

#: Formats of exports.
FORMATS = (
    mark("Table (CSV)"), mark("JSON Lines"), mark("Playlist (M3U8)"),
    mark("Navidrome smart playlist"), mark("rekordbox XML"), mark("Traktor playlist (NML)"),
    mark("Serato crate"), mark("Parquet"), mark("Analyses for another Moodline"),
    mark("All figures and moods, for spreadsheets. Moodline imports the corrections in it."),
    mark("One JSON object per song, for programs. Moodline imports the corrections in it."),
    mark("Songs in their order, for every player; Mixxx and Serato import it as a crate."),
    mark("A search or smart crate that Navidrome keeps up to date; put it beside the music."),
    mark(
        "Playlists in folders; the strongest mood as colour, moods and energy in a block of the"
        " comment. A My Tag cannot be carried. Importing replaces colour and comment there; cues,"
        " if asked for, replace its own."
    ),
    mark(
        "Playlists in folders; the strongest mood as colour, moods and energy in a block of the"
        " comment. Songs that Traktor knows keep what it knows of them."
    ),
    mark(
        "Songs in their order; put it into _Serato_/Subcrates on the drive that holds them while"
        " Serato is closed."
    ),
    mark("The same as JSON Lines with typed columns, for data frames; needs moodline[parquet]."),
    mark("What was analysed, by the hash of the sound: another machine need not do it again."),
)  # fmt: skip

#: How the text of old tags is read.
CODE_PAGES = (
    mark("Guess it for every album"), mark("Western European (Windows-1252)"),
    mark("Central European (Windows-1250)"), mark("Cyrillic (Windows-1251)"),
    mark("Cyrillic (KOI8-R)"), mark("Cyrillic (DOS 866)"), mark("Greek (Windows-1253)"),
    mark("Turkish (Windows-1254)"), mark("Hebrew (Windows-1255)"), mark("Arabic (Windows-1256)"),
    mark("Baltic (Windows-1257)"), mark("Vietnamese (Windows-1258)"), mark("Thai (Windows-874)"),
    mark("Japanese (Shift-JIS)"), mark("Japanese (EUC)"), mark("Chinese, simplified (GBK)"),
    mark("Chinese, traditional (Big5)"), mark("Korean (EUC-KR)"),
)  # fmt: skip

_WORDS = frozenset(
    (
        *STATES,
        WAITS,
        *SOUND,
        UNTOLD,
        *PHASES,
        *REASONS,
        *FIELDS,
        *RULES,
        *STEPS,
        *CRATES,
        *PROFILES,
        *FORMATS,
        *CODE_PAGES,
    )
)


def engine_word(text: str) -> str:
    """``text`` in the user's language where it is among these words; any other as it is."""
    return tr(text) if text in _WORDS else text
