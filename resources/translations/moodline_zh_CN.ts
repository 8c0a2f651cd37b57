<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> % sure</source>
        <translation> % 把握</translation>
    </message>
    <message>
        <source> of {number}</source>
        <translation>／{number}</translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>新增 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n back</source>
        <translation>
            <numerusform>恢复 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>更改 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n 个无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed, see the list</source>
        <translation>
            <numerusform>%n 个失败，详见列表</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) as before</source>
        <translation>
            <numerusform>%n 个文件已恢复原样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) failed</source>
        <translation>
            <numerusform>%n 个文件失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>已写入 %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n junk skipped</source>
        <translation>
            <numerusform>跳过 %n 个无用文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>缺失 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n said so already</source>
        <translation>
            <numerusform>%n 个已是如此</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n 首歌曲</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) added to the queue.</source>
        <translation>
            <numerusform>%n 首歌曲已加入播放队列。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) added to “{name}”.</source>
        <translation>
            <numerusform>%n 首歌曲已加入“{name}”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) as before.</source>
        <translation>
            <numerusform>%n 首歌曲已恢复原样。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) corrected again.</source>
        <translation>
            <numerusform>已重新修正 %n 首歌曲。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) corrected.</source>
        <translation>
            <numerusform>已修正 %n 首歌曲。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) could not be corrected, for the file was never read.</source>
        <translation>
            <numerusform>%n 首歌曲无法修正，因为文件从未读取过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) like “{title}” come next: near it on the map, in tempo and in key.</source>
        <translation>
            <numerusform>接下来播放 %n 首与“{title}”相似的歌曲：在地图上、速度和调性上都与它接近。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) rated.</source>
        <translation>
            <numerusform>已为 %n 首歌曲评级。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) taken out of “{name}”.</source>
        <translation>
            <numerusform>已从“{name}”中取出 %n 首歌曲。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) to rate are in {name}.</source>
        <translation>
            <numerusform>{name} 中有 %n 首歌曲待评分。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) will play next.</source>
        <extracomment>The queue is kept on disk once it has rested for so long.</extracomment>
        <translation>
            <numerusform>接下来播放 %n 首歌曲。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s). Arrows move an end, Space takes the other.</source>
        <translation>
            <numerusform>%n 首歌曲。方向键移动一端，空格键切换到另一端。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s). Arrows walk to the next song, Enter plays it.</source>
        <translation>
            <numerusform>%n 首歌曲。方向键移到下一首，回车键播放。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n songs were analysed by another model than {model}.</source>
        <translation>
            <numerusform>有 %n 首歌曲不是由 {model} 分析的。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sound file(s)</source>
        <translation>
            <numerusform>%n 个音频文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <extracomment>What can be sorted, and how the library calls it. Columns of numbers that stand at the right of their column.</extracomment>
        <translation>
            <numerusform>%n 星</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) by valence and arousal</source>
        <translation>
            <numerusform>%n 首歌曲，按效价和唤醒度排列</numerusform>
        </translation>
    </message>
    <message>
        <source>(various)</source>
        <extracomment>The columns that can be edited, from left to right, and what of a Correction they are.</extracomment>
        <translation>（多个值）</translation>
    </message>
    <message>
        <source>+ Mood</source>
        <translation>+ 情绪</translation>
    </message>
    <message numerus="yes">
        <source>, %n left alone ({name}: {reason})</source>
        <translation>
            <numerusform>，%n 个未动（{name}：{reason}）</numerusform>
        </translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>-1 到 1</translation>
    </message>
    <message numerus="yes">
        <source>... and %n more.</source>
        <translation>
            <numerusform>……还有 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>0 to 10</source>
        <translation>0 到 10</translation>
    </message>
    <message>
        <source>0 to 100</source>
        <translation>0 到 100</translation>
    </message>
    <message>
        <source>1 song was analysed by another model than {model}.</source>
        <translation>有 1 首歌曲不是由 {model} 分析的。</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>1 到 5</translation>
    </message>
    <message>
        <source>1 to 7</source>
        <translation>1 到 7</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1 到 9</translation>
    </message>
    <message>
        <source>1-D convolutions on a learnt spectrogram</source>
        <translation>学习所得频谱图上的一维卷积</translation>
    </message>
    <message>
        <source>1-D convolutions on raw sound</source>
        <translation>原始声音上的一维卷积</translation>
    </message>
    <message>
        <source>2-D convolutions, {kernel} × {kernel}</source>
        <translation>二维卷积，{kernel} × {kernel}</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>A CSV file</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>A folder with labelled corpora</source>
        <translation>存放已标注数据集的文件夹</translation>
    </message>
    <message>
        <source>A layout needs a name; type one.</source>
        <translation>布局需要名称；请输入一个。</translation>
    </message>
    <message>
        <source>A model is being taught; one run at a time.</source>
        <translation>正在教模型；一次只能运行一项。</translation>
    </message>
    <message>
        <source>A recipe is being trained; one run at a time.</source>
        <translation>正在训练配方；一次只能运行一项。</translation>
    </message>
    <message>
        <source>A search or smart crate that Navidrome keeps up to date; put it beside the music.</source>
        <translation>由 Navidrome 保持更新的搜索或智能唱片箱；请放在音乐旁边。</translation>
    </message>
    <message>
        <source>A table of your analysed songs, ready to be rated</source>
        <translation>由已分析歌曲组成的表格，可直接评分</translation>
    </message>
    <message>
        <source>A table of your ratings</source>
        <translation>您的评分表</translation>
    </message>
    <message>
        <source>About Moodline</source>
        <translation>关于 Moodline</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Add a folder of music</source>
        <translation>添加音乐文件夹</translation>
    </message>
    <message>
        <source>Add a folder, or drop music anywhere in this window. Moodline listens on this computer alone and changes no file until you say so.</source>
        <translation>添加文件夹，或将音乐拖到窗口任意位置。Moodline 只在本机聆听；未经您同意，不会更改任何文件。</translation>
    </message>
    <message>
        <source>Add a folder, or drop music anywhere in this window. Moodline listens to it here, on this computer, and changes no file until you say so.</source>
        <translation>添加文件夹，或将音乐拖到窗口任意位置。Moodline 就在本机聆听；未经您同意，不会更改任何文件。</translation>
    </message>
    <message>
        <source>Add a mood</source>
        <translation>添加情绪</translation>
    </message>
    <message>
        <source>Add another folder…</source>
        <translation>再添加一个文件夹…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add music</source>
        <translation>添加音乐</translation>
    </message>
    <message>
        <source>Add to crate</source>
        <translation>加入唱片箱</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入播放队列</translation>
    </message>
    <message>
        <source>Add to the library</source>
        <translation>加入曲库</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加日期</translation>
    </message>
    <message>
        <source>Affect grid: Russell, Weiss and Mendelsohn (1989), 1 to 9 each way, 5 is neutral.</source>
        <translation>情感方格：Russell、Weiss 与 Mendelsohn（1989），两个方向均为 1 到 9，5 为中性。</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>After the song before</source>
        <translation>相对于前一首</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>专辑</translation>
    </message>
    <message>
        <source>Album artist</source>
        <translation>专辑艺术家</translation>
    </message>
    <message>
        <source>Albums as they are</source>
        <translation>保持专辑原样</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>What a review can be narrowed to, and how that is called; the first is all.</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>All figures and moods, for spreadsheets. Moodline imports the corrections in it.</source>
        <translation>全部数值和情绪，供电子表格使用。Moodline 可导入其中的修正。</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>所有歌曲</translation>
    </message>
    <message>
        <source>All songs that are listed</source>
        <translation>列表中的所有歌曲</translation>
    </message>
    <message>
        <source>All that “{query}” finds</source>
        <translation>“{query}”找到的所有歌曲</translation>
    </message>
    <message>
        <source>An example: {rows}</source>
        <translation>示例：{rows}</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>重新分析</translation>
    </message>
    <message>
        <source>Analyse only on mains power</source>
        <translation>仅在接通电源时分析</translation>
    </message>
    <message>
        <source>Analyse only while nobody uses this computer</source>
        <translation>仅在无人使用此电脑时分析</translation>
    </message>
    <message>
        <source>Analyse what is missing</source>
        <translation>分析尚未分析的歌曲</translation>
    </message>
    <message>
        <source>Analyse with this model from now on</source>
        <translation>今后用此模型分析</translation>
    </message>
    <message>
        <source>Analysed songs wait here until you write them.</source>
        <translation>已分析的歌曲在这里等待您写入。</translation>
    </message>
    <message>
        <source>Analyses for another Moodline</source>
        <translation>供另一台 Moodline 使用的分析结果</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>正在分析</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Apply {number}</source>
        <translation>应用 {number} 项</translation>
    </message>
    <message>
        <source>Arabic (Windows-1256)</source>
        <translation>阿拉伯语（Windows-1256）</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>唤醒度</translation>
    </message>
    <message>
        <source>Arousal in the file</source>
        <translation>文件中的唤醒度</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>艺术家</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>按论文方式</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>以模型为准</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>As written into the file: 0 to 1, 0.500 is neutral</source>
        <extracomment>True for a new value that differs from the old one.</extracomment>
        <translation>写入文件的数值：0 到 1，0.500 为中性</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>At the end of this song</source>
        <translation>此歌曲结束时</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic takes a graphics processor where there is one that fits.</source>
        <translation>“自动”会在有合适的图形处理器时使用它。</translation>
    </message>
    <message>
        <source>Away from the middle of the music that the model learnt from (valence {valence}, arousal {arousal}). How the part that compares with remembered music is shared out is an approximation.</source>
        <translation>相对于模型所学音乐的中点（效价 {valence}，唤醒度 {arousal}）的偏离。其中与所记音乐作比较的部分，其分配是近似的。</translation>
    </message>
    <message>
        <source>Back 30 s</source>
        <translation>后退 30 秒</translation>
    </message>
    <message>
        <source>Back 5 s</source>
        <translation>后退 5 秒</translation>
    </message>
    <message>
        <source>Back to the window (Esc)</source>
        <translation>返回窗口（Esc）</translation>
    </message>
    <message>
        <source>Baltic (Windows-1257)</source>
        <translation>波罗的海语言（Windows-1257）</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Both; the gap is what the papers&apos; way flatters.</source>
        <translation>两者都做；差距就是论文方式的美化程度。</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>更亮</translation>
    </message>
    <message>
        <source>Build: up all the way</source>
        <translation>递增：一路走高</translation>
    </message>
    <message>
        <source>By bass, middle and treble</source>
        <translation>按低、中、高频</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>By how much neighbours may differ in tempo; half and double time are allowed</source>
        <translation>相邻歌曲的速度最多相差多少；允许半速和倍速</translation>
    </message>
    <message>
        <source>By mood</source>
        <translation>按情绪</translation>
    </message>
    <message>
        <source>By song</source>
        <translation>按歌曲</translation>
    </message>
    <message>
        <source>By song and as published</source>
        <translation>按歌曲和按论文方式</translation>
    </message>
    <message>
        <source>CNN and GRU</source>
        <translation>CNN 和 GRU</translation>
    </message>
    <message>
        <source>CNN and LSTM over parts of a song</source>
        <translation>对歌曲片段的 CNN 和 LSTM</translation>
    </message>
    <message>
        <source>CNN over time, variant {variant}</source>
        <translation>时间轴 CNN，变体 {variant}</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Calm first 30 s</source>
        <extracomment>The crates of a new library.</extracomment>
        <translation>开头 30 秒平静</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>可撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cells: pleasure / arousal; in the picture a ring is before, a dot after.</source>
        <translation>单元格：愉悦度 / 唤醒度；图中圆环为之前，圆点为之后。</translation>
    </message>
    <message>
        <source>Central European (Windows-1250)</source>
        <translation>中欧（Windows-1250）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Change over time</source>
        <translation>随时间的变化</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Changed only</source>
        <translation>仅有更改的</translation>
    </message>
    <message>
        <source>Changes to review</source>
        <translation>待审阅的更改</translation>
    </message>
    <message>
        <source>Chinese, simplified (GBK)</source>
        <translation>简体中文（GBK）</translation>
    </message>
    <message>
        <source>Chinese, traditional (Big5)</source>
        <translation>繁体中文（Big5）</translation>
    </message>
    <message>
        <source>Choose a command, click the field and press its new keys.</source>
        <translation>选择一个命令，点击输入框，然后按下新快捷键。</translation>
    </message>
    <message>
        <source>Choose a folder of labelled corpora and a recipe. Everything is computed here, on this computer; you can go on listening meanwhile.</source>
        <translation>选择存放已标注数据集的文件夹和一个配方。所有计算都在本机完成；期间您可以继续听音乐。</translation>
    </message>
    <message>
        <source>Choose a song first: the moment at its playhead is taken.</source>
        <translation>请先选择一首歌曲：取其播放头所在的时刻。</translation>
    </message>
    <message>
        <source>Choose a square before and after.</source>
        <translation>请选择之前和之后的方格。</translation>
    </message>
    <message>
        <source>Choose the folder of the corpora first.</source>
        <translation>请先选择数据集文件夹。</translation>
    </message>
    <message>
        <source>Choose where to begin and where to lead.</source>
        <translation>请选择起点和终点。</translation>
    </message>
    <message>
        <source>Choose your table of ratings first.</source>
        <translation>请先选择您的评分表。</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the cache</source>
        <translation>清除缓存</translation>
    </message>
    <message>
        <source>Clips at random, as in many papers: flattering.</source>
        <translation>随机分配片段，许多论文如此：结果偏乐观。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the queue</source>
        <translation>关闭播放队列</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Colour: </source>
        <translation>颜色：</translation>
    </message>
    <message>
        <source>Colours of moods</source>
        <translation>情绪的颜色</translation>
    </message>
    <message>
        <source>Column layouts</source>
        <translation>列布局</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其快捷键</translation>
    </message>
    <message>
        <source>Compare with the playing song</source>
        <translation>与正在播放的歌曲比较</translation>
    </message>
    <message>
        <source>Compared song</source>
        <translation>比较的歌曲</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>常数</translation>
    </message>
    <message>
        <source>Constant: what always answering your average would reach.</source>
        <translation>常数：始终回答您的平均值所能达到的结果。</translation>
    </message>
    <message>
        <source>Cool down: down all the way</source>
        <translation>降温：一路走低</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy report…</source>
        <translation>复制报告…</translation>
    </message>
    <message>
        <source>Corpora</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Correct</source>
        <extracomment>The plane&apos;s width and height, and those on a low page.</extracomment>
        <translation>修正</translation>
    </message>
    <message>
        <source>Correct mood…</source>
        <translation>修正情绪…</translation>
    </message>
    <message>
        <source>Correct the chosen songs (F2)</source>
        <translation>修正所选歌曲（F2）</translation>
    </message>
    <message>
        <source>Correct them all</source>
        <translation>全部修正</translation>
    </message>
    <message>
        <source>Correct while listening</source>
        <translation>边听边修正</translation>
    </message>
    <message>
        <source>Correct: {title}</source>
        <translation>修正：{title}</translation>
    </message>
    <message>
        <source>Corrected by hand: {correction}</source>
        <extracomment>Rows are asked for in pages of so many.</extracomment>
        <translation>手动修正：{correction}</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>修正…</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>Crate</source>
        <translation>唱片箱</translation>
    </message>
    <message>
        <source>Crates</source>
        <translation>唱片箱</translation>
    </message>
    <message>
        <source>Crossfade</source>
        <translation>交叉淡化</translation>
    </message>
    <message>
        <source>Cues at markers and where the emotion changes</source>
        <translation>在标记处和情感变化处设置 cue 点</translation>
    </message>
    <message>
        <source>Curve as a table (*.csv);;Curve for programs (*.json)</source>
        <translation>曲线表格 (*.csv);;供程序使用的曲线 (*.json)</translation>
    </message>
    <message>
        <source>Cyrillic (DOS 866)</source>
        <translation>西里尔文（DOS 866）</translation>
    </message>
    <message>
        <source>Cyrillic (KOI8-R)</source>
        <translation>西里尔文（KOI8-R）</translation>
    </message>
    <message>
        <source>Cyrillic (Windows-1251)</source>
        <translation>西里尔文（Windows-1251）</translation>
    </message>
    <message>
        <source>DJ</source>
        <translation>DJ</translation>
    </message>
    <message>
        <source>DJ set by its energy</source>
        <translation>按能量编排的 DJ 混音</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>更暗</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete everything now</source>
        <translation>立即全部删除</translation>
    </message>
    <message>
        <source>Delete everything…</source>
        <translation>全部删除…</translation>
    </message>
    <message>
        <source>Delete the layout</source>
        <translation>删除布局</translation>
    </message>
    <message>
        <source>Delete this marker</source>
        <translation>删除此标记</translation>
    </message>
    <message>
        <source>Depression</source>
        <translation>抑郁</translation>
    </message>
    <message>
        <source>Describing</source>
        <translation>正在提取特征</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>碟号</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Double click a song</source>
        <translation>双击一首歌曲</translation>
    </message>
    <message>
        <source>Draw around</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>End at the next step; what is finished is kept</source>
        <translation>在下一步停止；已完成的部分会保留</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>Energy {energy}</source>
        <translation>能量 {energy}</translation>
    </message>
    <message>
        <source>Energy {number}</source>
        <translation>能量 {number}</translation>
    </message>
    <message>
        <source>Enlarge the playing song</source>
        <translation>放大正在播放的歌曲</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Even loudness (ReplayGain)</source>
        <translation>均衡响度（ReplayGain）</translation>
    </message>
    <message>
        <source>Every field there is, the emotion over time too; a file beside what cannot be tagged.</source>
        <translation>写入所有字段，包括随时间变化的情感；无法写标签的文件旁另存一个文件。</translation>
    </message>
    <message>
        <source>Every song alike</source>
        <translation>每首歌一致</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Excitement</source>
        <translation>兴奋</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export profile</source>
        <translation>导出写入方案</translation>
    </message>
    <message>
        <source>Export profile…</source>
        <translation>导出写入方案…</translation>
    </message>
    <message>
        <source>Exported to {target}.</source>
        <translation>已导出到 {target}。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed files</source>
        <translation>失败的文件</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Fields that are written</source>
        <translation>写入的字段</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Files of that write</source>
        <translation>该次写入的文件</translation>
    </message>
    <message>
        <source>Files of {name}</source>
        <translation>{name} 的文件</translation>
    </message>
    <message>
        <source>Film music</source>
        <translation>电影音乐</translation>
    </message>
    <message>
        <source>Find what is searched for now</source>
        <translation>改为查找当前搜索</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Fitting</source>
        <translation>正在拟合</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>录音文件夹</translation>
    </message>
    <message>
        <source>Folder for recordings…</source>
        <translation>录音文件夹…</translation>
    </message>
    <message>
        <source>Folder of corpora</source>
        <translation>数据集文件夹</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folders of music</source>
        <translation>音乐文件夹</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>跟随播放头</translation>
    </message>
    <message>
        <source>For Navidrome, Jellyfin, Plex, Kodi and Lyrion; they see by its time that a file is new.</source>
        <translation>用于 Navidrome、Jellyfin、Plex、Kodi 和 Lyrion；它们根据时间判断文件是否更新。</translation>
    </message>
    <message>
        <source>For Picard, Quod Libet, foobar2000 and MusicBee; words of others stay.</source>
        <translation>用于 Picard、Quod Libet、foobar2000 和 MusicBee；保留他人的情绪词。</translation>
    </message>
    <message>
        <source>For rekordbox, Serato, Traktor and Mixxx, which show the comment and no mood.</source>
        <translation>用于 rekordbox、Serato、Traktor 和 Mixxx；它们显示注释而不显示情绪。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Forward 30 s</source>
        <translation>前进 30 秒</translation>
    </message>
    <message>
        <source>Forward 5 s</source>
        <translation>前进 5 秒</translation>
    </message>
    <message>
        <source>Freeze the picture</source>
        <translation>定格画面</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>From the file&apos;s tags</source>
        <translation>来自文件标签</translation>
    </message>
    <message>
        <source>From the file&apos;s tags; heard: {heard}</source>
        <translation>来自文件标签；听得：{heard}</translation>
    </message>
    <message>
        <source>From the map</source>
        <extracomment>While songs are analysed the map is read again this often: 100,000 take a second.</extracomment>
        <translation>来自地图</translation>
    </message>
    <message>
        <source>From valence {v1}, arousal {a1} to valence {v2}, arousal {a2}</source>
        <translation>从效价 {v1}、唤醒度 {a1} 到效价 {v2}、唤醒度 {a2}</translation>
    </message>
    <message>
        <source>From {start} to {end}</source>
        <translation>从{start}到{end}</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>已定格</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>GPL-3.0-or-later; the font Inter: SIL Open Font License; demo tracks: CC0</source>
        <translation>GPL-3.0-or-later；字体 Inter：SIL Open Font License；示例歌曲：CC0</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>流派</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <extracomment>The columns of a table of ratings; title and artist are for the user&apos;s eyes. The phase of a run that tells of its epochs.</extracomment>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Greek (Windows-1253)</source>
        <translation>希腊语（Windows-1253）</translation>
    </message>
    <message>
        <source>Group by album</source>
        <translation>按专辑分组</translation>
    </message>
    <message>
        <source>Guess it for every album</source>
        <extracomment>How the text of old tags is read.</extracomment>
        <translation>按专辑自动判断</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Hear the compared song</source>
        <translation>试听比较的歌曲</translation>
    </message>
    <message>
        <source>Hear this one</source>
        <translation>听这一首</translation>
    </message>
    <message>
        <source>Hear what decided the mood (L)</source>
        <translation>听决定情绪的片段（L）</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>已听时长</translation>
    </message>
    <message>
        <source>Heard by Moodline: {heard}</source>
        <translation>Moodline 听得：{heard}</translation>
    </message>
    <message>
        <source>Hebrew (Windows-1255)</source>
        <translation>希伯来语（Windows-1255）</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Hide quiet sounds</source>
        <translation>隐藏较轻的声音</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Higher frequencies</source>
        <translation>更高频率</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>How long all songs last at least, in minutes</source>
        <translation>所有歌曲总时长的下限（分钟）</translation>
    </message>
    <message>
        <source>How long all songs last at most, in minutes</source>
        <translation>所有歌曲总时长的上限（分钟）</translation>
    </message>
    <message>
        <source>How many folds are judged; more take longer</source>
        <translation>评估多少折；越多越久</translation>
    </message>
    <message>
        <source>How many songs; Auto makes even steps</source>
        <translation>歌曲数量；“自动”使步幅均匀</translation>
    </message>
    <message>
        <source>How often the net sees every piece</source>
        <translation>网络学习每个片段的次数</translation>
    </message>
    <message>
        <source>How strong a mood is</source>
        <translation>情绪强度</translation>
    </message>
    <message>
        <source>How the search may go on</source>
        <translation>搜索的补全建议</translation>
    </message>
    <message>
        <source>Import corrections or analyses</source>
        <translation>导入修正或分析结果</translation>
    </message>
    <message>
        <source>Import corrections or analyses…</source>
        <translation>导入修正或分析结果…</translation>
    </message>
    <message>
        <source>Import profile</source>
        <translation>导入写入方案</translation>
    </message>
    <message>
        <source>Import profile…</source>
        <translation>导入写入方案…</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>In 15 minutes</source>
        <translation>15 分钟后</translation>
    </message>
    <message>
        <source>In 30 minutes</source>
        <translation>30 分钟后</translation>
    </message>
    <message>
        <source>In 45 minutes</source>
        <translation>45 分钟后</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>一小时后</translation>
    </message>
    <message>
        <source>In an hour and a half</source>
        <translation>一个半小时后</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>In the file now: {words}</source>
        <translation>文件中现有：{words}</translation>
    </message>
    <message>
        <source>In the files</source>
        <translation>文件中的词</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Initials or a code will do</source>
        <translation>填姓名缩写或代号即可</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>J: a short dip, then up</source>
        <translation>J：先略降，再上升</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Japanese (EUC)</source>
        <translation>日语（EUC）</translation>
    </message>
    <message>
        <source>Japanese (Shift-JIS)</source>
        <translation>日语（Shift-JIS）</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>旅程</translation>
    </message>
    <message>
        <source>Journey over the mood map</source>
        <translation>情绪地图上的旅程</translation>
    </message>
    <message>
        <source>Journey over the mood plane</source>
        <translation>情绪平面上的旅程</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>评估方式</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep as a crate</source>
        <translation>存为唱片箱</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep this mood</source>
        <translation>保持这种情绪</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>调性</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Kind of change</source>
        <translation>更改类型</translation>
    </message>
    <message>
        <source>Korean (EUC-KR)</source>
        <translation>韩语（EUC-KR）</translation>
    </message>
    <message>
        <source>L: to the goal&apos;s energy first</source>
        <translation>L：先到达目标能量</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Last played</source>
        <translation>上次播放</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Learns {where}, {numbers} epochs</source>
        <translation>正在学习 {where}，第 {numbers} 轮</translation>
    </message>
    <message>
        <source>Least confidence that is written, in per cent</source>
        <translation>写入所需的最低置信度（百分比）</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>最不确定的优先</translation>
    </message>
    <message>
        <source>Leave this field as it is, or write it</source>
        <translation>保留此字段或写入</translation>
    </message>
    <message>
        <source>Left as it is in the file; Del writes it after all</source>
        <translation>文件中保持原样；按 Del 则仍写入</translation>
    </message>
    <message>
        <source>Left out: {number}, such as {name} ({reason}).</source>
        <translation>已略去 {number} 首，例如 {name}（{reason}）。</translation>
    </message>
    <message>
        <source>Left out: {number}, {name} ({reason}).</source>
        <translation>已略去 {number} 首：{name}（{reason}）。</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Level: {level}</source>
        <translation>电平：{level}</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>曲库</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Licence of its weights</source>
        <translation>权重许可证</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>聆听</translation>
    </message>
    <message>
        <source>Listen live</source>
        <translation>实时聆听</translation>
    </message>
    <message>
        <source>Listen to the folder {name}</source>
        <translation>聆听文件夹“{name}”</translation>
    </message>
    <message>
        <source>Listen to the system&apos;s default</source>
        <translation>聆听系统默认输入</translation>
    </message>
    <message>
        <source>Listen to what decided the mood</source>
        <translation>听决定情绪的片段</translation>
    </message>
    <message>
        <source>Listen to {name}</source>
        <translation>聆听 {name}</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>正在聆听</translation>
    </message>
    <message>
        <source>Listening live</source>
        <translation>正在实时聆听</translation>
    </message>
    <message>
        <source>Listening live – Moodline</source>
        <translation>正在实时聆听 – Moodline</translation>
    </message>
    <message>
        <source>Listening, recording</source>
        <translation>正在聆听并录音</translation>
    </message>
    <message>
        <source>Live estimate: after the first seconds</source>
        <translation>实时估计：几秒后显示</translation>
    </message>
    <message>
        <source>Live estimate: {mood}, valence {valence}, arousal {arousal}</source>
        <translation>实时估计：{mood}，效价 {valence}，唤醒度 {arousal}</translation>
    </message>
    <message>
        <source>Live input</source>
        <translation>实时输入</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <extracomment>What a job is at.
----------
What the analysis does, else it analyses.</extracomment>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>运行日志</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Look for new and changed files</source>
        <translation>查找新增和更改的文件</translation>
    </message>
    <message>
        <source>Look there no more; files and songs stay</source>
        <translation>不再查看此处；文件和歌曲保留</translation>
    </message>
    <message>
        <source>Looking for music</source>
        <translation>正在查找音乐</translation>
    </message>
    <message>
        <source>Loop this section</source>
        <translation>循环此段</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Lower frequencies</source>
        <translation>更低频率</translation>
    </message>
    <message>
        <source>Make a</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Markers: {markers}.</source>
        <extracomment>The Menu key means a marker that is so near to the playhead.</extracomment>
        <translation>标记：{markers}。</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配数</translation>
    </message>
    <message>
        <source>MediaEval few</source>
        <translation>MediaEval 少量</translation>
    </message>
    <message>
        <source>Mel-spectrogram, waveform, valence and arousal, and moods over time.</source>
        <translation>随时间变化的梅尔频谱、波形、效价与唤醒度，以及情绪。</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中点</translation>
    </message>
    <message>
        <source>Mini player</source>
        <translation>迷你播放器</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model and device</source>
        <translation>模型和设备</translation>
    </message>
    <message>
        <source>Model that learns</source>
        <translation>学习的模型</translation>
    </message>
    <message>
        <source>Model {name}</source>
        <translation>模型 {name}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Mood map</source>
        <extracomment>The index of the point clicked, in the order of ``set_points``. The index under the pointer, or None. The indices within a lasso, int64 [num_picked].</extracomment>
        <translation>情绪地图</translation>
    </message>
    <message>
        <source>Mood words in the files</source>
        <translation>文件中的情绪词</translation>
    </message>
    <message>
        <source>Mood words that are in a file</source>
        <translation>文件中已有的情绪词</translation>
    </message>
    <message>
        <source>Mood words, numbers and where they come from, for any program.</source>
        <translation>情绪词、数值及其来源，适用于任何程序。</translation>
    </message>
    <message>
        <source>Moodline learns from your ratings in minutes, then tells you honestly, on songs it has not heard, whether it hears more like you.</source>
        <translation>Moodline 几分钟内就能从您的评分中学习，然后用它没听过的歌曲如实告诉您，它是否更接近您的感受。</translation>
    </message>
    <message>
        <source>Moodline listens now. Play, sort and search meanwhile: nothing has to be waited for.</source>
        <translation>Moodline 正在聆听。其间您可以播放、排序和搜索，无需等待。</translation>
    </message>
    <message>
        <source>Moodline makes no medical claim: these are the person&apos;s own answers, not a diagnosis and not a measure of treatment.</source>
        <extracomment>What stands on the page and on every sheet.</extracomment>
        <translation>Moodline 不作任何医疗声明：这些是本人的回答，不是诊断，也不衡量疗效。</translation>
    </message>
    <message>
        <source>Moodline never goes online and tells nobody anything. What it knows lies in these folders on this computer.</source>
        <translation>Moodline 从不联网，也不向任何人透露任何信息。它所知的一切都在本机的这些文件夹中。</translation>
    </message>
    <message>
        <source>Moodline speaks it from its next start on.</source>
        <translation>Moodline 下次启动时使用该语言。</translation>
    </message>
    <message>
        <source>Moodline: mini player</source>
        <translation>Moodline：迷你播放器</translation>
    </message>
    <message>
        <source>Moods</source>
        <extracomment>Qt&apos;s largest, which stands for no limit.</extracomment>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Moods: {moods}.</source>
        <translation>情绪：{moods}。</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>更多类似歌曲</translation>
    </message>
    <message>
        <source>More like this moment</source>
        <translation>更多类似此刻的歌曲</translation>
    </message>
    <message>
        <source>Most played</source>
        <translation>最常播放</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动态效果</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move down in the crate</source>
        <translation>在唱片箱中下移</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move up in the crate</source>
        <translation>在唱片箱中上移</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Mute (volume {volume})</source>
        <translation>静音（音量 {volume}）</translation>
    </message>
    <message>
        <source>Name of the crate</source>
        <extracomment>A Place, a Crate, or None for a section&apos;s name; how many songs; how deep in folders; whether a folder is open; whether songs are dragged over it.</extracomment>
        <translation>唱片箱名称</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>布局名称</translation>
    </message>
    <message>
        <source>Name of the marker</source>
        <translation>标记名称</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
    <message>
        <source>Name this marker</source>
        <translation>命名此标记</translation>
    </message>
    <message>
        <source>Navidrome smart playlist</source>
        <translation>Navidrome 智能播放列表</translation>
    </message>
    <message>
        <source>Never played</source>
        <translation>从未播放</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>New and changed files are noticed while Moodline runs.</source>
        <translation>Moodline 运行时会发现新增和更改的文件。</translation>
    </message>
    <message>
        <source>New and played</source>
        <translation>新增与播放</translation>
    </message>
    <message>
        <source>New arousal</source>
        <translation>新的唤醒度</translation>
    </message>
    <message>
        <source>New crate</source>
        <translation>新建唱片箱</translation>
    </message>
    <message>
        <source>New crate, smart crate or folder</source>
        <translation>新建唱片箱、智能唱片箱或文件夹</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>New mood</source>
        <translation>新情绪</translation>
    </message>
    <message>
        <source>New smart crate from this search</source>
        <translation>由此搜索新建智能唱片箱</translation>
    </message>
    <message>
        <source>New valence</source>
        <translation>新的效价</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>下一首</translation>
    </message>
    <message>
        <source>Next track</source>
        <translation>下一首</translation>
    </message>
    <message numerus="yes">
        <source>Next · %n song(s)</source>
        <translation>
            <numerusform>接下来 · %n 首歌曲</numerusform>
        </translation>
    </message>
    <message>
        <source>No album</source>
        <translation>无专辑</translation>
    </message>
    <message>
        <source>No corpus in {folder}. Moodline looks for folders called {names}.</source>
        <extracomment>The architecture that learns from ratings; a model that did so once is not taught again.</extracomment>
        <translation>{folder} 中没有数据集。Moodline 查找名为 {names} 的文件夹。</translation>
    </message>
    <message>
        <source>No file of the library holds a mood word yet.</source>
        <translation>曲库中还没有文件带有情绪词。</translation>
    </message>
    <message>
        <source>No input was found; connect a microphone and listen again.</source>
        <translation>未找到输入；请连接麦克风后重新聆听。</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>无快捷键</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>No more tips</source>
        <translation>不再提示</translation>
    </message>
    <message>
        <source>No other song fits here</source>
        <translation>没有其他合适的歌曲</translation>
    </message>
    <message>
        <source>No song answers “{query}”. Escape clears the search.</source>
        <translation>没有歌曲符合“{query}”。按 Esc 清除搜索。</translation>
    </message>
    <message>
        <source>No song is shown; choose one first.</source>
        <extracomment>A song that the cursor rests on for so long is shown below, while nothing plays.</extracomment>
        <translation>没有显示歌曲；请先选择一首。</translation>
    </message>
    <message>
        <source>No song to correct</source>
        <translation>没有要修正的歌曲</translation>
    </message>
    <message>
        <source>No sound card was found, so playback is silent; connect one and choose it as the output.</source>
        <translation>未找到声卡，因此播放无声；请连接声卡并将其选为输出。</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>无星级</translation>
    </message>
    <message>
        <source>No trail</source>
        <translation>无轨迹</translation>
    </message>
    <message>
        <source>None: to the top</source>
        <translation>无：移到顶层</translation>
    </message>
    <message>
        <source>Not analysed yet</source>
        <translation>尚未分析</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>未评级</translation>
    </message>
    <message>
        <source>Not yet tagged</source>
        <translation>尚未写入标签</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing can be told of this moment: nothing sounds there.</source>
        <translation>此刻无从判断：这里没有声音。</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Nothing is playing</source>
        <translation>未在播放</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配项</translation>
    </message>
    <message>
        <source>Nothing of a song, actor, album or game on both sides: honest.</source>
        <translation>同一歌曲、演员、专辑或游戏不会分在两边：可信。</translation>
    </message>
    <message>
        <source>Nothing of your music leaves this machine; the report names none of it.</source>
        <translation>您的音乐不会离开本机；报告中不会提及任何音乐。</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>没有待审阅的内容</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>正在播放</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>当前：</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>Minutes to choose from, in words; -1 stands for the end of the song.
----------
Seconds of crossfade to choose from, and ways to bring songs to one loudness.</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>On its battery a computer waits, until it is plugged in or Resume is pressed.</source>
        <translation>使用电池时会等待，直到接通电源或按下“继续”。</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>地图上的点</translation>
    </message>
    <message>
        <source>One JSON object per song, for programs. Moodline imports the corrections in it.</source>
        <translation>每首歌曲一个 JSON 对象，供程序使用。Moodline 可导入其中的修正。</translation>
    </message>
    <message>
        <source>Only keys that mix</source>
        <translation>仅可混合的调性</translation>
    </message>
    <message>
        <source>Only songs that the search above finds are taken; come back here after it.</source>
        <translation>只取上方搜索找到的歌曲；搜索后请回到这里。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
    <message>
        <source>Other song…</source>
        <translation>换一首…</translation>
    </message>
    <message>
        <source>Others’ words</source>
        <translation>他人的词</translation>
    </message>
    <message>
        <source>Own models</source>
        <translation>自己的模型</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>PMEmo few</source>
        <translation>PMEmo 少量</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>指南页面</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Paths as seen from the playlist&apos;s folder</source>
        <translation>使用相对于播放列表的路径</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause or resume the analysis</source>
        <translation>暂停或继续分析</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Paused: the library&apos;s disk is full</source>
        <extracomment>Changes are collected for so long before their rows are read again. So many rows come with the ids of a search, enough for the first screen. What the status line says while work waits for room.</extracomment>
        <translation>已暂停：曲库所在磁盘已满</translation>
    </message>
    <message>
        <source>Peak time 8–10</source>
        <translation>高潮时段 8–10</translation>
    </message>
    <message>
        <source>Peak: up, then half-way down</source>
        <translation>高峰：先升，再回落一半</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg)</source>
        <translation>图片 (*.png);;矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Pin the values at the playhead</source>
        <translation>固定播放头处的数值</translation>
    </message>
    <message>
        <source>Pinned: {values}.</source>
        <translation>已固定：{values}。</translation>
    </message>
    <message>
        <source>Place songs by their rank in this library: nothing crowds</source>
        <translation>按歌曲在曲库中的名次排布：避免拥挤</translation>
    </message>
    <message>
        <source>Places and crates</source>
        <translation>页面和唱片箱</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>单色</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play a song</source>
        <translation>播放一首歌</translation>
    </message>
    <message>
        <source>Play a song first: its mood is kept.</source>
        <translation>请先播放一首歌曲：保持它的情绪。</translation>
    </message>
    <message>
        <source>Play another song first, to compare this one with it.</source>
        <translation>请先播放另一首歌曲，再与它比较。</translation>
    </message>
    <message>
        <source>Play next</source>
        <translation>接下来播放</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Play this song</source>
        <translation>播放此歌曲</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Playlist (M3U8)</source>
        <translation>播放列表（M3U8）</translation>
    </message>
    <message>
        <source>Playlists in folders; the strongest mood as colour, moods and energy in a block of the comment. A My Tag cannot be carried. Importing replaces colour and comment there; cues, if asked for, replace its own.</source>
        <translation>文件夹中的播放列表；最强的情绪作为颜色，情绪和能量写入注释中的一段。无法带上 My Tag。导入时会替换那里的颜色和注释；若选择导出 cue 点，也会替换原有的。</translation>
    </message>
    <message>
        <source>Playlists in folders; the strongest mood as colour, moods and energy in a block of the comment. Songs that Traktor knows keep what it knows of them.</source>
        <translation>文件夹中的播放列表；最强的情绪作为颜色，情绪和能量写入注释中的一段。Traktor 已知的歌曲保留其原有信息。</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>播放次数</translation>
    </message>
    <message>
        <source>Pleasure</source>
        <translation>愉悦度</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>播放位置</translation>
    </message>
    <message>
        <source>Press {keys} for songs that feel like the moment you hear.</source>
        <extracomment>By the command whose keys each tells.</extracomment>
        <translation>按 {keys} 可查找与您正听到的这一刻感觉相似的歌曲。</translation>
    </message>
    <message>
        <source>Press {keys} to correct songs by single keys while they play.</source>
        <translation>按 {keys} 可在播放时用单个按键更正歌曲。</translation>
    </message>
    <message>
        <source>Press {keys} to give the playing song the whole window.</source>
        <translation>按 {keys} 可让正在播放的歌曲占满整个窗口。</translation>
    </message>
    <message>
        <source>Press {keys} to hear the chosen songs next, before others that wait.</source>
        <translation>按 {keys} 可让所选歌曲先于其他等待的歌曲播放。</translation>
    </message>
    <message>
        <source>Press {keys} to jump to the next marker.</source>
        <translation>按 {keys} 可跳到下一个标记。</translation>
    </message>
    <message>
        <source>Press {keys} to keep this search as a crate that fills itself.</source>
        <translation>按 {keys} 可将此搜索保存为自动填充的唱片箱。</translation>
    </message>
    <message>
        <source>Press {keys} to take the last write back, even after a new start.</source>
        <translation>按 {keys} 可撤销上次写入，重新启动后也可以。</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Previous song</source>
        <translation>上一首</translation>
    </message>
    <message>
        <source>Previous track</source>
        <translation>上一首</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Profile imported.</source>
        <translation>已导入写入方案。</translation>
    </message>
    <message>
        <source>Profile: what is written</source>
        <translation>写入方案：写入哪些内容</translation>
    </message>
    <message>
        <source>Profiles (*.toml)</source>
        <translation>写入方案 (*.toml)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Published: {words}.</source>
        <translation>已发表：{words}。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>播放队列</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>评级</translation>
    </message>
    <message>
        <source>Rate some of your songs, twenty or more, and a model learns to hear them your way. Numbers or mood words alone will do; empty cells are passed over.</source>
        <translation>为您的一些歌曲评分（二十首以上），模型就会学着像您一样聆听。只填数值或情绪词也可以；空单元格会跳过。</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>星级</translation>
    </message>
    <message>
        <source>Read all files again</source>
        <translation>重新读取所有文件</translation>
    </message>
    <message>
        <source>Reading tags</source>
        <translation>正在读取标签</translation>
    </message>
    <message>
        <source>Reading the files&apos; tags…</source>
        <translation>正在读取文件标签…</translation>
    </message>
    <message>
        <source>Ready</source>
        <extracomment>The song in hand is given no more, and from this width on the bar is long.</extracomment>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>最近添加</translation>
    </message>
    <message>
        <source>Recently played</source>
        <translation>最近播放</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Record what is heard</source>
        <translation>录下所听内容</translation>
    </message>
    <message>
        <source>Recorded {time} into {name}.</source>
        <translation>已录制 {time}，保存为 {name}。</translation>
    </message>
    <message>
        <source>Redo change</source>
        <translation>重做更改</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减弱</translation>
    </message>
    <message>
        <source>Relaxation</source>
        <translation>放松</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove from the library (files stay)</source>
        <translation>从曲库移除（保留文件）</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename the layout</source>
        <translation>重命名布局</translation>
    </message>
    <message>
        <source>Rename the layout…</source>
        <translation>重命名布局…</translation>
    </message>
    <message>
        <source>Repeat: off</source>
        <translation>重复：关闭</translation>
    </message>
    <message>
        <source>Repeat: off, list, song</source>
        <translation>重复：关闭、列表、单曲</translation>
    </message>
    <message>
        <source>Repeat: the whole list</source>
        <translation>重复：整个列表</translation>
    </message>
    <message>
        <source>Repeat: this song</source>
        <translation>重复：单曲</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report of a problem</source>
        <translation>问题报告</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>重置所有快捷键</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Review before writing</source>
        <translation>写入前审阅</translation>
    </message>
    <message>
        <source>Review these songs</source>
        <translation>审阅这些歌曲</translation>
    </message>
    <message>
        <source>Review {number}</source>
        <translation>审阅 {number}</translation>
    </message>
    <message>
        <source>Review, then apply</source>
        <translation>审阅并应用</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>审阅…</translation>
    </message>
    <message>
        <source>Safe for colour-blind eyes</source>
        <translation>色盲友好</translation>
    </message>
    <message>
        <source>Save a table to rate</source>
        <translation>保存待评分表格</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>保存模板…</translation>
    </message>
    <message>
        <source>Save as crate</source>
        <translation>存为唱片箱</translation>
    </message>
    <message>
        <source>Save picture or curve</source>
        <translation>保存图片或曲线</translation>
    </message>
    <message>
        <source>Save picture or curve…</source>
        <translation>保存图片或曲线…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Save this layout</source>
        <translation>保存此布局</translation>
    </message>
    <message>
        <source>Save this layout as…</source>
        <translation>将此布局另存为…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saved as {target}.</source>
        <translation>已保存为 {target}。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Scale of your numbers</source>
        <translation>评分的刻度</translation>
    </message>
    <message>
        <source>Scan: {words}.</source>
        <translation>扫描：{words}。</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>正在扫描</translation>
    </message>
    <message>
        <source>Score, held out</source>
        <translation>得分（留出）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search by mood</source>
        <translation>按情绪搜索</translation>
    </message>
    <message>
        <source>Search field</source>
        <extracomment>Field names with their colon, and the words that join.</extracomment>
        <translation>搜索框</translation>
    </message>
    <message>
        <source>Search: words, mood:calm, arousal:&gt;0.3, at:0:00-0:30 mood:tense</source>
        <translation>搜索：词语、mood:calm、arousal:&gt;0.3、at:0:00-0:30 mood:tense</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>设置分类</translation>
    </message>
    <message>
        <source>See all songs (0)</source>
        <translation>显示所有歌曲（0）</translation>
    </message>
    <message>
        <source>See the mood map</source>
        <translation>查看情绪地图</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Serato crate</source>
        <translation>Serato 唱片箱</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Session sheet</source>
        <translation>聆听记录表</translation>
    </message>
    <message>
        <source>Session sheet…</source>
        <translation>聆听记录表…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>聆听记录</translation>
    </message>
    <message>
        <source>Sessions that were kept: pleasure / arousal</source>
        <translation>已保存的聆听记录：愉悦度 / 唤醒度</translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation>设置标记</translation>
    </message>
    <message>
        <source>Set a marker at the playhead</source>
        <translation>在播放头处设置标记</translation>
    </message>
    <message>
        <source>Set: {arc}</source>
        <translation>混音：{arc}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Share done</source>
        <translation>完成比例</translation>
    </message>
    <message>
        <source>Sheets stay in the library on this computer.</source>
        <translation>记录表只保存在本机曲库中。</translation>
    </message>
    <message>
        <source>Shift keeps the song</source>
        <extracomment>One letter of each word, in the order of the plane&apos;s legend.</extracomment>
        <translation>按住 Shift 停留在此歌曲</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show a tip now and then</source>
        <translation>偶尔显示提示</translation>
    </message>
    <message>
        <source>Show arousal</source>
        <translation>显示唤醒度</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Show in the list</source>
        <translation>在列表中显示</translation>
    </message>
    <message>
        <source>Show its card</source>
        <translation>显示模型卡片</translation>
    </message>
    <message>
        <source>Show quieter sounds</source>
        <translation>显示更轻的声音</translation>
    </message>
    <message>
        <source>Show tension</source>
        <translation>显示紧张度</translation>
    </message>
    <message>
        <source>Show valence</source>
        <translation>显示效价</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>随机播放</translation>
    </message>
    <message>
        <source>Shuffle: off</source>
        <translation>随机播放：关</translation>
    </message>
    <message>
        <source>Shuffle: on</source>
        <translation>随机播放：开</translation>
    </message>
    <message>
        <source>Silent player</source>
        <translation>无声播放</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Skip the introduction</source>
        <translation>跳过介绍</translation>
    </message>
    <message>
        <source>Sleep timer</source>
        <translation>睡眠定时</translation>
    </message>
    <message>
        <source>Smart crate</source>
        <translation>智能唱片箱</translation>
    </message>
    <message>
        <source>Something unforeseen happened ({error}). Moodline goes on; {path} has the details.</source>
        <translation>发生了意外情况（{error}）。Moodline 会继续运行；详情见 {path}。</translation>
    </message>
    <message>
        <source>Song timeline</source>
        <extracomment>The time under the pointer in seconds, or None when it leaves.</extracomment>
        <translation>歌曲时间线</translation>
    </message>
    <message>
        <source>Song timeline picture</source>
        <extracomment>The first three always; the others where the picture is high enough.</extracomment>
        <translation>歌曲时间线图</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>歌曲</translation>
    </message>
    <message>
        <source>Songs are chosen so that each leads into the next.</source>
        <translation>所选歌曲会依次自然衔接。</translation>
    </message>
    <message>
        <source>Songs in their order, for every player; Mixxx and Serato import it as a crate.</source>
        <translation>按顺序排列的歌曲，适用于任何播放器；Mixxx 和 Serato 会将其导入为唱片箱。</translation>
    </message>
    <message>
        <source>Songs in their order; put it into _Serato_/Subcrates on the drive that holds them while Serato is closed.</source>
        <translation>按顺序排列的歌曲；请在 Serato 关闭时放入歌曲所在磁盘的 _Serato_/Subcrates。</translation>
    </message>
    <message>
        <source>Songs of the journey</source>
        <translation>旅程中的歌曲</translation>
    </message>
    <message>
        <source>Songs of the journey, kept with the sheet: {number}.</source>
        <translation>随记录表保存的旅程歌曲：{number} 首。</translation>
    </message>
    <message>
        <source>Songs to come</source>
        <translation>接下来的歌曲</translation>
    </message>
    <message>
        <source>Songs wait until keys and mouse have rested for two minutes, or Resume is pressed.</source>
        <translation>歌曲会等到键盘和鼠标静止两分钟，或按下“继续”。</translation>
    </message>
    <message>
        <source>Songs with a moment like {where}, the most alike first. Each begins at that moment.</source>
        <translation>含有与{where}相似时刻的歌曲，最相似的在前。每首都从该时刻开始播放。</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>声音输出</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Spread</source>
        <comment>over the map</comment>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>幅度</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Standard</source>
        <extracomment>The profiles that are built in.</extracomment>
        <translation>标准</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>So much of a line is measured and shown: no screen has room for more.</extracomment>
        <translation>状态</translation>
    </message>
    <message>
        <source>Statistics of the sound and a tagger&apos;s embedding, kernels</source>
        <translation>声音统计量与标签网络嵌入，核方法</translation>
    </message>
    <message>
        <source>Step {number} of {total}</source>
        <translation>第 {number} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>停止聆听</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录音</translation>
    </message>
    <message>
        <source>Stopped; start again to go on from here</source>
        <translation>已停止；再次开始即可从此处继续</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>此步完成后停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Stress</source>
        <translation>压力</translation>
    </message>
    <message>
        <source>System</source>
        <comment>of a computer</comment>
        <translation>系统</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Formats of exports.</extracomment>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Table of ratings</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Tables and exports (*.csv *.tsv *.txt *.json *.jsonl);;All files (*)</source>
        <translation>表格和导出文件 (*.csv *.tsv *.txt *.json *.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Take all pins away</source>
        <translation>清除所有固定的数值</translation>
    </message>
    <message>
        <source>Take my corrections</source>
        <translation>使用我的修正</translation>
    </message>
    <message>
        <source>Take out of “{name}”</source>
        <translation>从“{name}”中取出</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>撤回修正</translation>
    </message>
    <message>
        <source>Take {mood} away</source>
        <translation>去掉“{mood}”</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Teach it your moods</source>
        <translation>教它您的情绪</translation>
    </message>
    <message>
        <source>Teach the model your {number} corrections?</source>
        <translation>用您的 {number} 处修正来教模型吗？</translation>
    </message>
    <message>
        <source>Tempo within</source>
        <translation>速度差不超过</translation>
    </message>
    <message>
        <source>Ten genres</source>
        <translation>十种流派</translation>
    </message>
    <message>
        <source>Tension</source>
        <translation>紧张度</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Text of old tags</source>
        <translation>旧标签的文字编码</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Thai (Windows-874)</source>
        <translation>泰语（Windows-874）</translation>
    </message>
    <message>
        <source>That was corrected anew since; it stays.</source>
        <translation>此后已重新修正过；保持不变。</translation>
    </message>
    <message>
        <source>That was the last song of the list.</source>
        <translation>这是列表中的最后一首歌曲。</translation>
    </message>
    <message>
        <source>The PortAudio library was not found, so playback is silent; install it (on Debian: libportaudio2) and start again.</source>
        <translation>未找到 PortAudio 库，因此播放无声；请安装（Debian 上为 libportaudio2）后重新启动。</translation>
    </message>
    <message>
        <source>The analysis could not be started: {why}.</source>
        <translation>无法启动分析：{why}。</translation>
    </message>
    <message>
        <source>The analysis goes on with {model}.</source>
        <extracomment>Counts are read again at most so often while the analysis runs. So many refusals of a scan are told one by one.</extracomment>
        <translation>将用 {model} 继续分析。</translation>
    </message>
    <message>
        <source>The analysis process and the window disagree: {message}.</source>
        <extracomment>A child that is silent for so long hangs and is ended; it ends workers that hang before that.</extracomment>
        <translation>分析进程与窗口不一致：{message}。</translation>
    </message>
    <message>
        <source>The analysis process ended before it could tell; ask again.</source>
        <extracomment>Why a moment of a song cannot be told of.</extracomment>
        <translation>分析进程在回答之前已终止；请再问一次。</translation>
    </message>
    <message>
        <source>The analysis process ended twice before its first song; {log} says why.</source>
        <translation>分析进程在第一首歌曲之前两次终止；原因见 {log}。</translation>
    </message>
    <message>
        <source>The analysis process ended unexpectedly and is started again.</source>
        <translation>分析进程意外终止，正在重新启动。</translation>
    </message>
    <message>
        <source>The cache is empty.</source>
        <translation>缓存已清空。</translation>
    </message>
    <message>
        <source>The chosen songs</source>
        <translation>所选歌曲</translation>
    </message>
    <message>
        <source>The crates were changed back.</source>
        <translation>唱片箱已恢复原样。</translation>
    </message>
    <message>
        <source>The demo tracks could not be copied to {folder} ({reason}).</source>
        <translation>无法将示例歌曲复制到 {folder}（{reason}）。</translation>
    </message>
    <message>
        <source>The file says nothing of this yet</source>
        <translation>文件中尚无此内容</translation>
    </message>
    <message numerus="yes">
        <source>The files of %n song(s) say it already: “Undo last write” takes that back.</source>
        <translation>
            <numerusform>%n 首歌曲的文件已写入：可用“撤销上次写入”恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder that holds the corpora</source>
        <translation>存放数据集的文件夹</translation>
    </message>
    <message>
        <source>The guide is in English.</source>
        <translation>使用指南为英文。</translation>
    </message>
    <message>
        <source>The input {label} could not be opened.</source>
        <extracomment>How often something new is told, in seconds, and how often the nets are asked.</extracomment>
        <translation>无法打开输入 {label}。</translation>
    </message>
    <message>
        <source>The input {label} went away, so Moodline stopped listening.</source>
        <translation>输入 {label} 已断开，Moodline 已停止聆听。</translation>
    </message>
    <message>
        <source>The layout “{name}” is kept.</source>
        <translation>布局“{name}”已保存。</translation>
    </message>
    <message>
        <source>The layout “{name}” was deleted.</source>
        <translation>布局“{name}”已删除。</translation>
    </message>
    <message>
        <source>The live estimate ended; {log} says why.</source>
        <translation>实时估计已终止；原因见 {log}。</translation>
    </message>
    <message>
        <source>The model that ships</source>
        <translation>随附的模型</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>模型卡片</translation>
    </message>
    <message>
        <source>The moods</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>The output {label} cannot be opened, so playback is silent; another program may be holding it ({error}).</source>
        <translation>无法打开输出 {label}，因此播放无声；可能被其他程序占用（{error}）。</translation>
    </message>
    <message>
        <source>The output {label} went away, so playback goes on silently; choose an output to hear it again.</source>
        <translation>输出 {label} 已断开，播放将无声继续；请选择一个输出以重新听到声音。</translation>
    </message>
    <message>
        <source>The output {label} went away; the song now plays on {other}.</source>
        <translation>输出 {label} 已断开；歌曲现由 {other} 播放。</translation>
    </message>
    <message>
        <source>The package sounddevice is not installed, so playback is silent; install it to hear the songs.</source>
        <extracomment>Whole sentences about the sound, which a process without a language says, too.</extracomment>
        <translation>未安装 sounddevice 软件包，因此播放无声；请安装后再听。</translation>
    </message>
    <message>
        <source>The page of the guide</source>
        <translation>指南页面</translation>
    </message>
    <message>
        <source>The playlist may then be moved together with its music</source>
        <translation>这样播放列表可与音乐一起移动</translation>
    </message>
    <message>
        <source>The report could not be saved ({reason}).</source>
        <translation>无法保存报告（{reason}）。</translation>
    </message>
    <message>
        <source>The same as JSON Lines with typed columns, for data frames; needs moodline[parquet].</source>
        <translation>与 JSON Lines 相同，列带类型，供数据框使用；需要 moodline[parquet]。</translation>
    </message>
    <message>
        <source>The same key, its relative, a fifth up or down</source>
        <translation>同调、关系调、上下五度</translation>
    </message>
    <message>
        <source>The sheet is back.</source>
        <translation>记录表已恢复。</translation>
    </message>
    <message>
        <source>The sheet is kept.</source>
        <translation>记录表已保存。</translation>
    </message>
    <message>
        <source>The sheet of {day} was deleted.</source>
        <translation>{day} 的记录表已删除。</translation>
    </message>
    <message>
        <source>The song has no curve yet; analyse it first.</source>
        <translation>此歌曲还没有曲线；请先分析。</translation>
    </message>
    <message>
        <source>The song is heard again: {share} %</source>
        <translation>正在重新聆听：{share}%</translation>
    </message>
    <message>
        <source>The song is heard again…</source>
        <translation>正在重新聆听此歌曲…</translation>
    </message>
    <message>
        <source>The songs that you corrected by hand are the ratings</source>
        <translation>以您手动修正过的歌曲作为评分</translation>
    </message>
    <message>
        <source>The sound system does not answer.</source>
        <translation>声音系统没有响应。</translation>
    </message>
    <message>
        <source>The sound system does not answer; playback is silent.</source>
        <translation>声音系统没有响应；播放无声。</translation>
    </message>
    <message>
        <source>The start of all randomness</source>
        <translation>所有随机数的起点</translation>
    </message>
    <message>
        <source>The system&apos;s default</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>The system&apos;s input could not be opened.</source>
        <translation>无法打开系统的输入。</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>The training could not be started: {why}.</source>
        <translation>无法启动训练：{why}。</translation>
    </message>
    <message>
        <source>The training ended because of a mistake of Moodline&apos;s own; {log} says which. What it had finished is kept.</source>
        <translation>训练因 Moodline 自身的错误而终止；详情见 {log}。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>The training process and the window disagree: {message}.</source>
        <extracomment>A child that is asked to stop may finish its step for so long.</extracomment>
        <translation>训练进程与窗口不一致：{message}。</translation>
    </message>
    <message>
        <source>The training process was ended from outside, perhaps because the memory was full. What it had finished is kept: start the same training again to go on.</source>
        <translation>训练进程被外部终止，可能是内存不足。已完成的部分会保留：再次开始同一训练即可继续。</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>There is a layout “{name}” already; choose another name.</source>
        <translation>已有布局“{name}”；请选择其他名称。</translation>
    </message>
    <message>
        <source>There is no journey yet.</source>
        <translation>还没有旅程。</translation>
    </message>
    <message>
        <source>There is no other song yet to compare with {where}.</source>
        <translation>还没有其他歌曲可与{where}比较。</translation>
    </message>
    <message>
        <source>There is no other song yet whose mood could be kept.</source>
        <translation>还没有其他歌曲可以保持这种情绪。</translation>
    </message>
    <message>
        <source>This computer has no battery.</source>
        <translation>此电脑没有电池。</translation>
    </message>
    <message>
        <source>This deletes the library with all analyses, corrections, crates and session sheets, your own models, the settings and the journal. What was written into files can no longer be undone. Moodline ends.</source>
        <translation>这将删除曲库及所有分析结果、修正、唱片箱和聆听记录表，以及您自己的模型、设置和日志。已写入文件的内容将无法再撤销。Moodline 会退出。</translation>
    </message>
    <message>
        <source>This desktop does not tell whether it is used.</source>
        <translation>此桌面不会告知是否有人在使用。</translation>
    </message>
    <message numerus="yes">
        <source>This is about %n song(s).</source>
        <extracomment>So many songs are corrected at once only when the user agrees.</extracomment>
        <translation>
            <numerusform>这涉及 %n 首歌曲。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is all that the report says: no titles, no paths of music, no names. Copy it into a message to whoever helps you; Moodline itself sends nothing.</source>
        <translation>报告只有这些内容：没有歌名、音乐路径或人名。请将它复制到给帮助者的消息中；Moodline 自身不会发送任何内容。</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tick at least one corpus.</source>
        <translation>请至少勾选一个数据集。</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Tidy moods</source>
        <translation>整理情绪词</translation>
    </message>
    <message>
        <source>Tidy moods…</source>
        <translation>整理情绪词…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Time so far</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>Title</source>
        <extracomment>The column of each mood&apos;s score.
----------
The field of which a column shows what it is to say.</extracomment>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>To be written</source>
        <extracomment>What the columns are called to those who hear one heading at a time.</extracomment>
        <translation>将写入</translation>
    </message>
    <message>
        <source>Too loud</source>
        <translation>音量过大</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>音轨</translation>
    </message>
    <message>
        <source>Tracks done</source>
        <translation>已完成歌曲</translation>
    </message>
    <message>
        <source>Trail through a crate</source>
        <translation>唱片箱的轨迹</translation>
    </message>
    <message>
        <source>Train a recipe</source>
        <translation>训练配方</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training and models</source>
        <translation>训练和模型</translation>
    </message>
    <message>
        <source>Training {name}</source>
        <translation>正在训练 {name}</translation>
    </message>
    <message>
        <source>Training {name}, {share} %</source>
        <translation>正在训练 {name}，{share}%</translation>
    </message>
    <message>
        <source>Traktor playlist (NML)</source>
        <translation>Traktor 播放列表（NML）</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>播放控制</translation>
    </message>
    <message>
        <source>Try failed songs again</source>
        <translation>重试失败的歌曲</translation>
    </message>
    <message>
        <source>Try the demo tracks</source>
        <translation>试听示例歌曲</translation>
    </message>
    <message>
        <source>Turkish (Windows-1254)</source>
        <translation>土耳其语（Windows-1254）</translation>
    </message>
    <message>
        <source>U: down first, then up</source>
        <translation>U：先降后升</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>撤销更改</translation>
    </message>
    <message>
        <source>Undo journal</source>
        <translation>撤销日志</translation>
    </message>
    <message>
        <source>Undo last write</source>
        <translation>撤销上次写入</translation>
    </message>
    <message>
        <source>Undo this write</source>
        <translation>撤销此次写入</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>使用这些键</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Usual spectrogram</source>
        <translation>恢复默认频谱图</translation>
    </message>
    <message>
        <source>Valence</source>
        <extracomment>A tenth of the song at either end tells where it begins and ends; less than this is no change.</extracomment>
        <translation>效价</translation>
    </message>
    <message>
        <source>Valence in the file</source>
        <translation>文件中的效价</translation>
    </message>
    <message>
        <source>Valence {valence}, arousal {arousal}: nine songs in ten, of those {model} had never heard, lay so near.</source>
        <translation>效价 {valence}，唤醒度 {arousal}：在 {model} 从未听过的歌曲中，十首有九首误差在此之内。</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>正在验证</translation>
    </message>
    <message>
        <source>Various artists</source>
        <translation>群星</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Vietnamese (Windows-1258)</source>
        <translation>越南语（Windows-1258）</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Waits for mains power</source>
        <translation>等待接通电源</translation>
    </message>
    <message>
        <source>Waits until nobody uses the computer</source>
        <translation>等待无人使用电脑</translation>
    </message>
    <message>
        <source>Watch a model learn</source>
        <translation>看模型学习</translation>
    </message>
    <message>
        <source>Watch the folders</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Watched folders: {words}.</source>
        <translation>监视的文件夹：{words}。</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>正在监视</translation>
    </message>
    <message>
        <source>Wave: up and down twice</source>
        <translation>波浪：两起两落</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Western European (Windows-1252)</source>
        <translation>西欧（Windows-1252）</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>The table&apos;s least height; on a low page all scrolls.</extracomment>
        <translation>内容</translation>
    </message>
    <message>
        <source>What does your music feel like?</source>
        <translation>您的音乐是什么心情？</translation>
    </message>
    <message>
        <source>What dragging does</source>
        <translation>拖动的作用</translation>
    </message>
    <message>
        <source>What is to be made</source>
        <translation>要生成什么</translation>
    </message>
    <message>
        <source>What moves valence and arousal</source>
        <translation>影响效价和唤醒度的因素</translation>
    </message>
    <message>
        <source>What moves valence and arousal at {time}</source>
        <translation>{time} 处影响效价和唤醒度的因素</translation>
    </message>
    <message>
        <source>What was analysed, by the hash of the sound: another machine need not do it again.</source>
        <translation>以声音哈希标识的分析结果：另一台机器无需重新分析。</translation>
    </message>
    <message>
        <source>What would you like to try first?</source>
        <translation>想先试试什么？</translation>
    </message>
    <message>
        <source>Wheel zooms, hold H to listen, arrows walk, Enter plays</source>
        <translation>滚轮缩放，按住 H 聆听，方向键移动，回车播放</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where it stands on the mood plane</source>
        <translation>在情绪平面上的位置</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>Who (optional)</source>
        <translation>谁（选填）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why at this moment</source>
        <translation>此刻为何如此</translation>
    </message>
    <message>
        <source>Why at this moment: the song is heard again for that</source>
        <translation>此刻为何如此：将为此重新聆听歌曲</translation>
    </message>
    <message>
        <source>Why this emotion</source>
        <translation>为何是这种情感</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Write another word beside one to rename it in all files; two that become the same are one. You review it before anything is written.</source>
        <translation>在某个词旁写下新词，即可在所有文件中改名；改成相同的词会合并。写入前您可以审阅。</translation>
    </message>
    <message>
        <source>Writes, the last first</source>
        <translation>写入记录，最近的在前</translation>
    </message>
    <message>
        <source>Writing tags</source>
        <translation>正在写入标签</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>已写入 {path}。</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Your music and what is written in its tags stay as they are. Recordings of live input are yours: they lie in the folder that you chose for them.</source>
        <translation>您的音乐及写入标签的内容保持不变。实时输入的录音归您所有：它们在您选择的文件夹中。</translation>
    </message>
    <message>
        <source>Your ratings</source>
        <translation>您的评分</translation>
    </message>
    <message>
        <source>Zoom in on frequencies</source>
        <translation>放大频率</translation>
    </message>
    <message>
        <source>Zoom out of frequencies</source>
        <translation>缩小频率</translation>
    </message>
    <message>
        <source>a brighter sound</source>
        <extracomment>How a sound differs from the middle, in &quot;Why?&quot;.</extracomment>
        <translation>音色更明亮</translation>
    </message>
    <message>
        <source>a calmer line</source>
        <translation>旋律线更平稳</translation>
    </message>
    <message>
        <source>a clearer beat</source>
        <translation>节拍更清晰</translation>
    </message>
    <message>
        <source>a clearer key</source>
        <translation>调性更明确</translation>
    </message>
    <message>
        <source>a copy of the numbers for Quod Libet</source>
        <translation>供 Quod Libet 使用的数值副本</translation>
    </message>
    <message>
        <source>a darker sound</source>
        <translation>音色更暗</translation>
    </message>
    <message>
        <source>a freer beat</source>
        <translation>节拍更自由</translation>
    </message>
    <message>
        <source>a higher register</source>
        <translation>音区更高</translation>
    </message>
    <message>
        <source>a loudness that moves more</source>
        <translation>响度起伏更大</translation>
    </message>
    <message>
        <source>a lower register</source>
        <translation>音区更低</translation>
    </message>
    <message>
        <source>a noisier, rougher sound</source>
        <translation>音色更嘈杂粗糙</translation>
    </message>
    <message>
        <source>a purer sound</source>
        <translation>音色更纯净</translation>
    </message>
    <message>
        <source>a quicker pulse</source>
        <translation>律动更快</translation>
    </message>
    <message>
        <source>a score for each mood</source>
        <translation>每种情绪的得分</translation>
    </message>
    <message>
        <source>a slower pulse</source>
        <translation>律动更慢</translation>
    </message>
    <message>
        <source>a sound that changes more</source>
        <translation>音色变化更多</translation>
    </message>
    <message>
        <source>a steadier sound</source>
        <translation>音色更稳定</translation>
    </message>
    <message>
        <source>a vaguer key</source>
        <translation>调性更模糊</translation>
    </message>
    <message>
        <source>a written file has the time of the write</source>
        <translation>写入的文件以写入时间为准</translation>
    </message>
    <message>
        <source>a written file is a second younger, so that servers look at it again</source>
        <translation>写入的文件时间加一秒，使服务器重新读取</translation>
    </message>
    <message>
        <source>after the first epoch</source>
        <translation>第一轮之后</translation>
    </message>
    <message>
        <source>all songs, to be kept</source>
        <translation>全部歌曲（保留此模型）</translation>
    </message>
    <message>
        <source>already so</source>
        <extracomment>The least width that shows a column, and the one it has where there is room. The table&apos;s least height: a heading and a row.</extracomment>
        <translation>已是如此</translation>
    </message>
    <message>
        <source>an evener loudness</source>
        <translation>响度更平均</translation>
    </message>
    <message>
        <source>analysing {share} %</source>
        <translation>正在分析 {share}%</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>愤怒</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>唤醒度</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>按论文方式</translation>
    </message>
    <message>
        <source>at least </source>
        <translation>至少 </translation>
    </message>
    <message>
        <source>beats per minute, where there is none</source>
        <translation>每分钟拍数（缺失时）</translation>
    </message>
    <message>
        <source>bpm</source>
        <translation>BPM</translation>
    </message>
    <message>
        <source>build</source>
        <extracomment>The names of sets.</extracomment>
        <translation>递增</translation>
    </message>
    <message>
        <source>by rank</source>
        <translation>按名次</translation>
    </message>
    <message>
        <source>by song</source>
        <extracomment>A run&apos;s parts in words.</extracomment>
        <translation>按歌曲</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>calmer</source>
        <translation>更平静</translation>
    </message>
    <message>
        <source>can be undone</source>
        <translation>可撤销</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>chorus, drop, bridge</source>
        <translation>副歌、高潮、间奏</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>cool down</source>
        <translation>降温</translation>
    </message>
    <message>
        <source>crate</source>
        <translation>唱片箱</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>dreamy</source>
        <translation>梦幻</translation>
    </message>
    <message>
        <source>energetic</source>
        <translation>活力</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>energy level, where there is none</source>
        <translation>能量等级（缺失时）</translation>
    </message>
    <message>
        <source>energy {energy}</source>
        <translation>能量 {energy}</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>everything else</source>
        <extracomment>The longest bar stands for so much, or for the strongest reason.</extracomment>
        <translation>其余全部</translation>
    </message>
    <message>
        <source>exuberant</source>
        <translation>热烈</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fewer notes and strokes</source>
        <translation>音符和击奏更少</translation>
    </message>
    <message>
        <source>fewer voices at once</source>
        <translation>同时的声部更少</translation>
    </message>
    <message>
        <source>files keep their time</source>
        <translation>文件保留原时间</translation>
    </message>
    <message>
        <source>fold</source>
        <translation>折</translation>
    </message>
    <message>
        <source>genre</source>
        <translation>流派</translation>
    </message>
    <message>
        <source>grouping</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>happy</source>
        <extracomment>The names in tags and searches, which are English everywhere; on the screen, ``mood_word``.</extracomment>
        <translation>快乐</translation>
    </message>
    <message>
        <source>harmonies that change less</source>
        <translation>和声变化更少</translation>
    </message>
    <message>
        <source>harmonies that change more</source>
        <translation>和声变化更多</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>high arousal</source>
        <translation>高唤醒</translation>
    </message>
    <message>
        <source>how far valence and arousal move</source>
        <translation>效价和唤醒度的变化幅度</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>its accents</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>its chord colours</source>
        <translation>和弦色彩</translation>
    </message>
    <message>
        <source>its colour changes</source>
        <translation>音色变化</translation>
    </message>
    <message>
        <source>its dissonance</source>
        <translation>不协和度</translation>
    </message>
    <message>
        <source>its harmonic movement</source>
        <translation>和声进行</translation>
    </message>
    <message>
        <source>its instruments and style</source>
        <translation>乐器和风格</translation>
    </message>
    <message>
        <source>its key clarity</source>
        <translation>调性清晰度</translation>
    </message>
    <message>
        <source>its loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>its loudness movement</source>
        <translation>响度变化</translation>
    </message>
    <message>
        <source>its melodic movement</source>
        <translation>旋律进行</translation>
    </message>
    <message>
        <source>its mode</source>
        <translation>调式</translation>
    </message>
    <message>
        <source>its noisiness</source>
        <translation>噪声感</translation>
    </message>
    <message>
        <source>its note density</source>
        <translation>音符密度</translation>
    </message>
    <message>
        <source>its pulse</source>
        <translation>律动</translation>
    </message>
    <message>
        <source>its register</source>
        <translation>音区</translation>
    </message>
    <message>
        <source>its tempo</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>its texture</source>
        <translation>织体</translation>
    </message>
    <message>
        <source>its tone colour</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>kept: {reason}</source>
        <translation>保留：{reason}</translation>
    </message>
    <message>
        <source>key</source>
        <translation>调性</translation>
    </message>
    <message>
        <source>key {key}</source>
        <translation>按键 {key}</translation>
    </message>
    <message>
        <source>key, where there is none</source>
        <translation>调性（缺失时）</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>left as it is</source>
        <extracomment>A quadrant named with less confidence than this is more likely wrong than right.</extracomment>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>less pleasant</source>
        <translation>更不愉快</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>未说明许可证</translation>
    </message>
    <message>
        <source>livelier</source>
        <translation>更活跃</translation>
    </message>
    <message>
        <source>longest step {size}</source>
        <translation>最大步幅 {size}</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>更响</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>mood words</source>
        <translation>情绪词</translation>
    </message>
    <message>
        <source>mood words of others stay, and then ours are not written</source>
        <translation>保留他人的情绪词，此时不写入我们的</translation>
    </message>
    <message>
        <source>mood {moods}</source>
        <translation>情绪 {moods}</translation>
    </message>
    <message>
        <source>moods in a marked block of the comment</source>
        <translation>情绪写入注释中的标记段</translation>
    </message>
    <message>
        <source>moods in a marked block of the grouping</source>
        <translation>情绪写入分组中的标记段</translation>
    </message>
    <message>
        <source>more consonance</source>
        <translation>更协和</translation>
    </message>
    <message>
        <source>more dissonance</source>
        <translation>更不协和</translation>
    </message>
    <message>
        <source>more notes and strokes</source>
        <translation>音符和击奏更多</translation>
    </message>
    <message>
        <source>more pleasant</source>
        <extracomment>How a song of a journey differs from the one before.</extracomment>
        <translation>更愉快</translation>
    </message>
    <message>
        <source>more voices at once</source>
        <translation>同时的声部更多</translation>
    </message>
    <message>
        <source>my ratings</source>
        <translation>我的评分</translation>
    </message>
    <message>
        <source>new: {fields}</source>
        <translation>新：{fields}</translation>
    </message>
    <message>
        <source>no moods known</source>
        <translation>情绪未知</translation>
    </message>
    <message>
        <source>no session yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>nostalgic</source>
        <translation>怀旧</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>nothing chosen, each from 1 to 9. Arrows move it.</source>
        <translation>未选择，各为 1 到 9。方向键移动。</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>没有新内容</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>only what is empty is written</source>
        <translation>只写入空字段</translation>
    </message>
    <message>
        <source>opening the input…</source>
        <translation>正在打开输入…</translation>
    </message>
    <message>
        <source>others</source>
        <extracomment>So many genres or crates have a colour of their own; the eye tells no more apart.</extracomment>
        <translation>其他</translation>
    </message>
    <message>
        <source>others wrote it</source>
        <translation>由他人写入</translation>
    </message>
    <message>
        <source>ours are added to the mood words of others</source>
        <translation>在他人的情绪词后添加我们的</translation>
    </message>
    <message>
        <source>ours take the place of the mood words in a file</source>
        <extracomment>By which rules a profile writes, and what the built-in ones are for.</extracomment>
        <translation>用我们的取代文件中的情绪词</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>高峰</translation>
    </message>
    <message>
        <source>pleasant</source>
        <translation>愉快</translation>
    </message>
    <message>
        <source>pleasure {pleasure}, arousal {arousal}, each from 1 to 9. Arrows move it.</source>
        <translation>愉悦度 {pleasure}，唤醒度 {arousal}，各为 1 到 9。方向键移动。</translation>
    </message>
    <message>
        <source>queued</source>
        <extracomment>States of tracks and of training runs.</extracomment>
        <translation>排队中</translation>
    </message>
    <message>
        <source>quodlibet</source>
        <translation>Quod Libet</translation>
    </message>
    <message>
        <source>range {number} dB</source>
        <translation>范围 {number} dB</translation>
    </message>
    <message>
        <source>ranges</source>
        <translation>幅度</translation>
    </message>
    <message>
        <source>rather major</source>
        <translation>偏大调</translation>
    </message>
    <message>
        <source>rather minor</source>
        <translation>偏小调</translation>
    </message>
    <message>
        <source>rekordbox XML</source>
        <translation>rekordbox XML</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <source>said by hand</source>
        <translation>手动指定</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>sharper accents</source>
        <translation>重音更强</translation>
    </message>
    <message>
        <source>silent</source>
        <extracomment>The bar begins here; from here on it warns. What the bar falls by, from one block to the next.</extracomment>
        <translation>无声</translation>
    </message>
    <message>
        <source>sleepiness</source>
        <translation>困倦</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>更轻</translation>
    </message>
    <message>
        <source>softer accents</source>
        <translation>重音更柔</translation>
    </message>
    <message>
        <source>solemn</source>
        <translation>庄严</translation>
    </message>
    <message>
        <source>spelling</source>
        <translation>拼写</translation>
    </message>
    <message>
        <source>staged</source>
        <translation>待写入</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>tempo</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>tender</source>
        <translation>温柔</translation>
    </message>
    <message>
        <source>tense</source>
        <extracomment>Up to so many songs in view are dots of their own; up to so many have a title. The corners are named while at least so much of the plane is in view. What the corners of the plane of valence and arousal are called.</extracomment>
        <translation>紧张</translation>
    </message>
    <message>
        <source>tension</source>
        <translation>紧张度</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>the emotion over time</source>
        <translation>随时间变化的情感</translation>
    </message>
    <message>
        <source>the model’s guess</source>
        <translation>模型的猜测</translation>
    </message>
    <message>
        <source>there is one already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>Several arrow keys in a row are one move.</extracomment>
        <translation>未知</translation>
    </message>
    <message>
        <source>unpleasant</source>
        <translation>不愉快</translation>
    </message>
    <message>
        <source>valence</source>
        <extracomment>What a field of a file is about, in the review and in profiles.
----------
The kinds of axes and of colours.</extracomment>
        <translation>效价</translation>
    </message>
    <message>
        <source>valence and arousal</source>
        <translation>效价和唤醒度</translation>
    </message>
    <message>
        <source>valence {valence}, arousal {arousal}</source>
        <translation>效价 {valence}，唤醒度 {arousal}</translation>
    </message>
    <message>
        <source>valence →   arousal ↑</source>
        <translation>效价 →   唤醒度 ↑</translation>
    </message>
    <message>
        <source>version {version}, ships with Moodline</source>
        <translation>版本 {version}，随 Moodline 提供</translation>
    </message>
    <message>
        <source>version {version}, trained here</source>
        <translation>版本 {version}，在本机训练</translation>
    </message>
    <message>
        <source>waits: playing</source>
        <extracomment>Of a file that cannot be written now; the window&apos;s own word, where the engine&apos;s stand.</extracomment>
        <translation>等待：正在播放</translation>
    </message>
    <message>
        <source>wave</source>
        <translation>波浪</translation>
    </message>
    <message>
        <source>what cannot be tagged gets a file NAME.mood.json beside it</source>
        <translation>无法写标签的文件旁另存 NAME.mood.json</translation>
    </message>
    <message>
        <source>what is less sure than {confidence} is not written</source>
        <translation>置信度低于 {confidence} 的不写入</translation>
    </message>
    <message>
        <source>what was corrected by hand elsewhere is never overwritten</source>
        <translation>绝不覆盖在别处手动修正的内容</translation>
    </message>
    <message>
        <source>which model said it, when and how</source>
        <translation>由哪个模型、何时、如何得出</translation>
    </message>
    <message>
        <source>wider steps and leaps</source>
        <translation>音程跨度更大</translation>
    </message>
    <message>
        <source>written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>{before}, then {after}</source>
        <translation>{before}，然后{after}</translation>
    </message>
    <message>
        <source>{counts} · {number} ticked</source>
        <translation>{counts} · 已勾选 {number}</translation>
    </message>
    <message>
        <source>{decade}0s</source>
        <translation>{decade}0 年代</translation>
    </message>
    <message>
        <source>{folder} is back.</source>
        <translation>{folder} 已恢复连接。</translation>
    </message>
    <message>
        <source>{folder} is not there; connect its disk, look again.</source>
        <translation>{folder} 不存在；请连接其磁盘后重新查找。</translation>
    </message>
    <message>
        <source>{folder} was taken away. Moodline waits for it.</source>
        <translation>{folder} 已断开。Moodline 会等待它恢复。</translation>
    </message>
    <message numerus="yes">
        <source>{heading} of %n song(s)</source>
        <translation>
            <numerusform>%n 首歌曲的{heading}</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>剩余 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{keys} belongs to “{command}”, which would be left without.</source>
        <translation>{keys} 属于“{command}”，它将没有快捷键。</translation>
    </message>
    <message>
        <source>{level}; it was too loud for the input</source>
        <translation>{level}；输入音量过大</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>{metric}, less is better</source>
        <translation>{metric}，越小越好</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>剩余 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{model} has learnt.</source>
        <translation>{model} 已学完。</translation>
    </message>
    <message>
        <source>{model} is trained: {parameters} parameters from {clips} clips in {time}.</source>
        <translation>{model} 训练完成：{parameters} 个参数，{clips} 个片段，用时 {time}。</translation>
    </message>
    <message>
        <source>{model} is used from now on. What another model has analysed is stale.</source>
        <translation>今后使用 {model}。由其他模型分析的结果已过时。</translation>
    </message>
    <message>
        <source>{mood} from {time}</source>
        <translation>{time} 起为{mood}</translation>
    </message>
    <message>
        <source>{mood}: the only mood</source>
        <translation>{mood}：唯一的情绪</translation>
    </message>
    <message>
        <source>{name} begins and ends near {last}</source>
        <translation>{name}首尾都在 {last} 附近</translation>
    </message>
    <message>
        <source>{name} falls from {first} to {last}</source>
        <translation>{name}从 {first} 降到 {last}</translation>
    </message>
    <message>
        <source>{name} has its columns but no song: nothing in your library is analysed yet.</source>
        <translation>{name} 只有表头而没有歌曲：曲库中还没有分析过的歌曲。</translation>
    </message>
    <message>
        <source>{name} rises from {first} to {last}</source>
        <translation>{name}从 {first} 升到 {last}</translation>
    </message>
    <message>
        <source>{name} was exported.</source>
        <translation>已导出 {name}。</translation>
    </message>
    <message>
        <source>{number} already so</source>
        <translation>{number} 首已是如此</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} 分钟</translation>
    </message>
    <message numerus="yes">
        <source>{number} of %n file(s)</source>
        <translation>
            <numerusform>%n 个文件中的 {number} 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number} of %n song(s) chosen</source>
        <translation>
            <numerusform>已选 {number}／%n 首歌曲</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number}／{total}</translation>
    </message>
    <message>
        <source>{number} parameters</source>
        <translation>{number} 个参数</translation>
    </message>
    <message>
        <source>{number} songs</source>
        <translation>{number} 首歌曲</translation>
    </message>
    <message>
        <source>{number} songs/min</source>
        <translation>{number} 首/分钟</translation>
    </message>
    <message>
        <source>{number} to change</source>
        <translation>{number} 首待更改</translation>
    </message>
    <message>
        <source>{problem} (and {number} more files)</source>
        <translation>{problem}（另有 {number} 个文件）</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>{songs} rated songs in {folds} folds, no album on both sides.</source>
        <translation>{songs} 首已评分歌曲分为 {folds} 折，同一专辑不会分在两边。</translation>
    </message>
    <message>
        <source>{songs} rated songs in {folds} folds, no song on both sides.</source>
        <translation>{songs} 首已评分歌曲分为 {folds} 折，同一歌曲不会分在两边。</translation>
    </message>
    <message>
        <source>{songs}.  {hint}</source>
        <translation>{songs}。{hint}。</translation>
    </message>
    <message>
        <source>{song}, added by you</source>
        <translation>{song}，由您添加</translation>
    </message>
    <message>
        <source>{time} of {length}</source>
        <translation>{time}／{length}</translation>
    </message>
    <message>
        <source>{title}: curves</source>
        <translation>{title}：曲线</translation>
    </message>
    <message>
        <source>{way}, highest {highest} at {highest_at}, lowest {lowest} at {lowest_at}.</source>
        <translation>{way}，最高 {highest}（{highest_at}），最低 {lowest}（{lowest_at}）。</translation>
    </message>
    <message>
        <source>{where}. Arrows move it, and so does the mouse.</source>
        <translation>{where}。可用方向键或鼠标移动。</translation>
    </message>
    <message>
        <source>{words}: valence {valence}, arousal {arousal}</source>
        <translation>{words}：效价 {valence}，唤醒度 {arousal}</translation>
    </message>
    <message>
        <source>“{name}” was deleted. No song was touched.</source>
        <translation>“{name}”已删除。没有改动任何歌曲。</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
    <message>
        <source>“{title}” at {time}</source>
        <translation>“{title}”的 {time} 处</translation>
    </message>
    <message>
        <source>−1 to 1, as in the example</source>
        <translation>−1 到 1，如示例</translation>
    </message>
</context>
</TS>
