<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk_UA" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> % sure</source>
        <translation> % певності</translation>
    </message>
    <message>
        <source> of {number}</source>
        <translation> з {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>додано %n</numerusform>
            <numerusform>додано %n</numerusform>
            <numerusform>додано %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n back</source>
        <translation>
            <numerusform>повернувся %n</numerusform>
            <numerusform>повернулися %n</numerusform>
            <numerusform>повернулося %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>змінено %n</numerusform>
            <numerusform>змінено %n</numerusform>
            <numerusform>змінено %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>не прочитано %n</numerusform>
            <numerusform>не прочитано %n</numerusform>
            <numerusform>не прочитано %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed, see the list</source>
        <translation>
            <numerusform>%n не вдався, див. список</numerusform>
            <numerusform>%n не вдалися, див. список</numerusform>
            <numerusform>%n не вдалося, див. список</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) as before</source>
        <translation>
            <numerusform>%n файл як раніше</numerusform>
            <numerusform>%n файли як раніше</numerusform>
            <numerusform>%n файлів як раніше</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) failed</source>
        <translation>
            <numerusform>%n файл не вдався</numerusform>
            <numerusform>%n файли не вдалися</numerusform>
            <numerusform>%n файлів не вдалося</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>записано %n файл</numerusform>
            <numerusform>записано %n файли</numerusform>
            <numerusform>записано %n файлів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n junk skipped</source>
        <translation>
            <numerusform>пропущено сміття: %n</numerusform>
            <numerusform>пропущено сміття: %n</numerusform>
            <numerusform>пропущено сміття: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>відсутній %n</numerusform>
            <numerusform>відсутні %n</numerusform>
            <numerusform>відсутні %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n said so already</source>
        <translation>
            <numerusform>%n уже казав це</numerusform>
            <numerusform>%n уже казали це</numerusform>
            <numerusform>%n уже казали це</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n пісня</numerusform>
            <numerusform>%n пісні</numerusform>
            <numerusform>%n пісень</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) added to the queue.</source>
        <translation>
            <numerusform>До черги додано %n пісню.</numerusform>
            <numerusform>До черги додано %n пісні.</numerusform>
            <numerusform>До черги додано %n пісень.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) added to “{name}”.</source>
        <translation>
            <numerusform>%n пісню додано до «{name}».</numerusform>
            <numerusform>%n пісні додано до «{name}».</numerusform>
            <numerusform>%n пісень додано до «{name}».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) as before.</source>
        <translation>
            <numerusform>%n пісня як раніше.</numerusform>
            <numerusform>%n пісні як раніше.</numerusform>
            <numerusform>%n пісень як раніше.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) corrected again.</source>
        <translation>
            <numerusform>Знову виправлено %n пісню.</numerusform>
            <numerusform>Знову виправлено %n пісні.</numerusform>
            <numerusform>Знову виправлено %n пісень.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) corrected.</source>
        <translation>
            <numerusform>Виправлено %n пісню.</numerusform>
            <numerusform>Виправлено %n пісні.</numerusform>
            <numerusform>Виправлено %n пісень.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) could not be corrected, for the file was never read.</source>
        <translation>
            <numerusform>%n пісню не вдалося виправити: файл ніколи не читали.</numerusform>
            <numerusform>%n пісні не вдалося виправити: файли ніколи не читали.</numerusform>
            <numerusform>%n пісень не вдалося виправити: файли ніколи не читали.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) like “{title}” come next: near it on the map, in tempo and in key.</source>
        <translation>
            <numerusform>Далі буде %n пісня, схожа на «{title}»: близько на мапі, за темпом і тональністю.</numerusform>
            <numerusform>Далі будуть %n пісні, схожі на «{title}»: близько на мапі, за темпом і тональністю.</numerusform>
            <numerusform>Далі буде %n пісень, схожих на «{title}»: близько на мапі, за темпом і тональністю.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) rated.</source>
        <translation>
            <numerusform>Оцінено %n пісню.</numerusform>
            <numerusform>Оцінено %n пісні.</numerusform>
            <numerusform>Оцінено %n пісень.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) taken out of “{name}”.</source>
        <translation>
            <numerusform>%n пісню забрано з «{name}».</numerusform>
            <numerusform>%n пісні забрано з «{name}».</numerusform>
            <numerusform>%n пісень забрано з «{name}».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) to rate are in {name}.</source>
        <translation>
            <numerusform>%n пісня для оцінки в {name}.</numerusform>
            <numerusform>%n пісні для оцінки в {name}.</numerusform>
            <numerusform>%n пісень для оцінки в {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) will play next.</source>
        <extracomment>The queue is kept on disk once it has rested for so long.</extracomment>
        <translation>
            <numerusform>%n пісня гратиме наступною.</numerusform>
            <numerusform>%n пісні гратимуть наступними.</numerusform>
            <numerusform>%n пісень гратимуть наступними.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s). Arrows move an end, Space takes the other.</source>
        <translation>
            <numerusform>%n пісня. Стрілки рухають кінець, пробіл бере інший.</numerusform>
            <numerusform>%n пісні. Стрілки рухають кінець, пробіл бере інший.</numerusform>
            <numerusform>%n пісень. Стрілки рухають кінець, пробіл бере інший.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s). Arrows walk to the next song, Enter plays it.</source>
        <translation>
            <numerusform>%n пісня. Стрілки ведуть до сусідньої, Enter грає її.</numerusform>
            <numerusform>%n пісні. Стрілки ведуть до сусідньої, Enter грає її.</numerusform>
            <numerusform>%n пісень. Стрілки ведуть до сусідньої, Enter грає її.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n songs were analysed by another model than {model}.</source>
        <translation>
            <numerusform>%n пісню аналізувала інша модель, ніж {model}.</numerusform>
            <numerusform>%n пісні аналізувала інша модель, ніж {model}.</numerusform>
            <numerusform>%n пісень аналізувала інша модель, ніж {model}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sound file(s)</source>
        <translation>
            <numerusform>%n звуковий файл</numerusform>
            <numerusform>%n звукові файли</numerusform>
            <numerusform>%n звукових файлів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <extracomment>What can be sorted, and how the library calls it. Columns of numbers that stand at the right of their column.</extracomment>
        <translation>
            <numerusform>%n зірка</numerusform>
            <numerusform>%n зірки</numerusform>
            <numerusform>%n зірок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) by valence and arousal</source>
        <translation>
            <numerusform>%n трек за валентністю і збудженням</numerusform>
            <numerusform>%n треки за валентністю і збудженням</numerusform>
            <numerusform>%n треків за валентністю і збудженням</numerusform>
        </translation>
    </message>
    <message>
        <source>(various)</source>
        <extracomment>The columns that can be edited, from left to right, and what of a Correction they are.</extracomment>
        <translation>(різні)</translation>
    </message>
    <message>
        <source>+ Mood</source>
        <translation>+ Настрій</translation>
    </message>
    <message numerus="yes">
        <source>, %n left alone ({name}: {reason})</source>
        <translation>
            <numerusform>, %n не зачеплено ({name}: {reason})</numerusform>
            <numerusform>, %n не зачеплено ({name}: {reason})</numerusform>
            <numerusform>, %n не зачеплено ({name}: {reason})</numerusform>
        </translation>
    </message>
    <message>
        <source>-1 to 1</source>
        <translation>від -1 до 1</translation>
    </message>
    <message numerus="yes">
        <source>... and %n more.</source>
        <translation>
            <numerusform>... і ще %n.</numerusform>
            <numerusform>... і ще %n.</numerusform>
            <numerusform>... і ще %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>від 0 до 1</translation>
    </message>
    <message>
        <source>0 to 10</source>
        <translation>від 0 до 10</translation>
    </message>
    <message>
        <source>0 to 100</source>
        <translation>від 0 до 100</translation>
    </message>
    <message>
        <source>1 song was analysed by another model than {model}.</source>
        <translation>1 пісню аналізувала інша модель, ніж {model}.</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>від 1 до 5</translation>
    </message>
    <message>
        <source>1 to 7</source>
        <translation>від 1 до 7</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>від 1 до 9</translation>
    </message>
    <message>
        <source>1-D convolutions on a learnt spectrogram</source>
        <translation>одновимірні згортки на вивченій спектрограмі</translation>
    </message>
    <message>
        <source>1-D convolutions on raw sound</source>
        <translation>одновимірні згортки на сирому звуці</translation>
    </message>
    <message>
        <source>2-D convolutions, {kernel} × {kernel}</source>
        <translation>двовимірні згортки, {kernel} × {kernel}</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95 % цього</translation>
    </message>
    <message>
        <source>A CSV file</source>
        <translation>Файл CSV</translation>
    </message>
    <message>
        <source>A folder with labelled corpora</source>
        <translation>Тека з розміченими корпусами</translation>
    </message>
    <message>
        <source>A layout needs a name; type one.</source>
        <translation>Розкладці потрібна назва; введіть її.</translation>
    </message>
    <message>
        <source>A model is being taught; one run at a time.</source>
        <translation>Модель саме навчається; по одному запуску за раз.</translation>
    </message>
    <message>
        <source>A recipe is being trained; one run at a time.</source>
        <translation>Рецепт саме навчається; по одному запуску за раз.</translation>
    </message>
    <message>
        <source>A search or smart crate that Navidrome keeps up to date; put it beside the music.</source>
        <translation>Пошук або розумна добірка, яку Navidrome оновлює сам; покладіть поруч із музикою.</translation>
    </message>
    <message>
        <source>A table of your analysed songs, ready to be rated</source>
        <translation>Таблиця ваших проаналізованих пісень, готова для оцінок</translation>
    </message>
    <message>
        <source>A table of your ratings</source>
        <translation>Таблиця ваших оцінок</translation>
    </message>
    <message>
        <source>About Moodline</source>
        <translation>Про Moodline</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Уздовж</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Дія</translation>
    </message>
    <message>
        <source>Add a folder of music</source>
        <translation>Додати теку з музикою</translation>
    </message>
    <message>
        <source>Add a folder, or drop music anywhere in this window. Moodline listens on this computer alone and changes no file until you say so.</source>
        <translation>Додайте теку або перетягніть музику будь-куди в це вікно. Moodline слухає лише на цьому комп’ютері й не змінює жодного файлу, поки ви не скажете.</translation>
    </message>
    <message>
        <source>Add a folder, or drop music anywhere in this window. Moodline listens to it here, on this computer, and changes no file until you say so.</source>
        <translation>Додайте теку або перетягніть музику будь-куди в це вікно. Moodline слухає її тут, на цьому комп’ютері, і не змінює жодного файлу, поки ви не скажете.</translation>
    </message>
    <message>
        <source>Add a mood</source>
        <translation>Додати настрій</translation>
    </message>
    <message>
        <source>Add another folder…</source>
        <translation>Додати ще теку…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Додати файли…</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>Додати теку</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Додати теку…</translation>
    </message>
    <message>
        <source>Add music</source>
        <translation>Додати музику</translation>
    </message>
    <message>
        <source>Add to crate</source>
        <translation>Додати до добірки</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>Додати до черги</translation>
    </message>
    <message>
        <source>Add to the library</source>
        <translation>Додати до бібліотеки</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Додано</translation>
    </message>
    <message>
        <source>Affect grid: Russell, Weiss and Mendelsohn (1989), 1 to 9 each way, 5 is neutral.</source>
        <translation>Сітка афекту: Russell, Weiss і Mendelsohn (1989), від 1 до 9 в обидва боки, 5 — нейтрально.</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Після</translation>
    </message>
    <message>
        <source>After the song before</source>
        <translation>Після попередньої пісні</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Альбом</translation>
    </message>
    <message>
        <source>Album artist</source>
        <translation>Виконавець альбому</translation>
    </message>
    <message>
        <source>Albums as they are</source>
        <translation>Альбоми як є</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>What a review can be narrowed to, and how that is called; the first is all.</extracomment>
        <translation>Усі</translation>
    </message>
    <message>
        <source>All figures and moods, for spreadsheets. Moodline imports the corrections in it.</source>
        <translation>Усі числа й настрої для електронних таблиць. Moodline імпортує виправлення з неї.</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>Усі пісні</translation>
    </message>
    <message>
        <source>All songs that are listed</source>
        <translation>Усі пісні зі списку</translation>
    </message>
    <message>
        <source>All that “{query}” finds</source>
        <translation>Усе, що знаходить «{query}»</translation>
    </message>
    <message>
        <source>An example: {rows}</source>
        <translation>Приклад: {rows}</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>Аналізувати знову</translation>
    </message>
    <message>
        <source>Analyse only on mains power</source>
        <translation>Аналізувати лише від мережі</translation>
    </message>
    <message>
        <source>Analyse only while nobody uses this computer</source>
        <translation>Аналізувати, лише коли ніхто не користується комп’ютером</translation>
    </message>
    <message>
        <source>Analyse what is missing</source>
        <translation>Аналізувати, чого бракує</translation>
    </message>
    <message>
        <source>Analyse with this model from now on</source>
        <translation>Відтепер аналізувати цією моделлю</translation>
    </message>
    <message>
        <source>Analysed songs wait here until you write them.</source>
        <translation>Проаналізовані пісні чекають тут, поки ви їх не запишете.</translation>
    </message>
    <message>
        <source>Analyses for another Moodline</source>
        <translation>Аналізи для іншого Moodline</translation>
    </message>
    <message>
        <source>Analysing</source>
        <translation>Аналіз</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>Аналіз</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Зовнішній вигляд</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Записати</translation>
    </message>
    <message>
        <source>Apply {number}</source>
        <translation>Записати {number}</translation>
    </message>
    <message>
        <source>Arabic (Windows-1256)</source>
        <translation>Арабська (Windows-1256)</translation>
    </message>
    <message>
        <source>Arousal</source>
        <translation>Збудження</translation>
    </message>
    <message>
        <source>Arousal in the file</source>
        <translation>Збудження у файлі</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Виконавець</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>Як опубліковано</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>Як каже модель</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>Як у системі</translation>
    </message>
    <message>
        <source>As written into the file: 0 to 1, 0.500 is neutral</source>
        <extracomment>True for a new value that differs from the old one.</extracomment>
        <translation>Як записано у файл: від 0 до 1, 0,500 — нейтрально</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Щонайменше</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Щонайбільше</translation>
    </message>
    <message>
        <source>At the end of this song</source>
        <translation>У кінці цієї пісні</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Авто</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматично</translation>
    </message>
    <message>
        <source>Automatic takes a graphics processor where there is one that fits.</source>
        <translation>«Автоматично» бере графічний процесор, якщо є придатний.</translation>
    </message>
    <message>
        <source>Away from the middle of the music that the model learnt from (valence {valence}, arousal {arousal}). How the part that compares with remembered music is shared out is an approximation.</source>
        <translation>Відхилення від середини музики, на якій модель навчалася (валентність {valence}, збудження {arousal}). Як розподілено частку, що порівнює із запам’ятаною музикою, — наближення.</translation>
    </message>
    <message>
        <source>Back 30 s</source>
        <translation>Назад на 30 с</translation>
    </message>
    <message>
        <source>Back 5 s</source>
        <translation>Назад на 5 с</translation>
    </message>
    <message>
        <source>Back to the window (Esc)</source>
        <translation>Назад до вікна (Esc)</translation>
    </message>
    <message>
        <source>Baltic (Windows-1257)</source>
        <translation>Балтійські (Windows-1257)</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Стане</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>До і після</translation>
    </message>
    <message>
        <source>Both; the gap is what the papers&apos; way flatters.</source>
        <translation>Обидва; різниця — те, чим лестить спосіб статей.</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Рамка</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Яскравіше</translation>
    </message>
    <message>
        <source>Build: up all the way</source>
        <translation>Підйом: весь час угору</translation>
    </message>
    <message>
        <source>By bass, middle and treble</source>
        <translation>За басами, серединою та верхами</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручну</translation>
    </message>
    <message>
        <source>By how much neighbours may differ in tempo; half and double time are allowed</source>
        <translation>Наскільки сусіди можуть відрізнятися темпом; половинний і подвійний дозволено</translation>
    </message>
    <message>
        <source>By mood</source>
        <translation>За настроєм</translation>
    </message>
    <message>
        <source>By song</source>
        <translation>За піснею</translation>
    </message>
    <message>
        <source>By song and as published</source>
        <translation>За піснею і як опубліковано</translation>
    </message>
    <message>
        <source>CNN and GRU</source>
        <translation>CNN і GRU</translation>
    </message>
    <message>
        <source>CNN and LSTM over parts of a song</source>
        <translation>CNN і LSTM над частинами пісні</translation>
    </message>
    <message>
        <source>CNN over time, variant {variant}</source>
        <translation>CNN у часі, варіант {variant}</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Кеш</translation>
    </message>
    <message>
        <source>Calm first 30 s</source>
        <extracomment>The crates of a new library.</extracomment>
        <translation>Спокійні перші 30 с</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Можна скасувати</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>Cells: pleasure / arousal; in the picture a ring is before, a dot after.</source>
        <translation>Клітинки: приємність / збудження; на малюнку кільце — до, крапка — після.</translation>
    </message>
    <message>
        <source>Central European (Windows-1250)</source>
        <translation>Центральноєвропейські (Windows-1250)</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Зміна</translation>
    </message>
    <message>
        <source>Change over time</source>
        <translation>Зміна в часі</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Змінені</translation>
    </message>
    <message>
        <source>Changed only</source>
        <translation>Лише змінені</translation>
    </message>
    <message>
        <source>Changes to review</source>
        <translation>Зміни для перегляду</translation>
    </message>
    <message>
        <source>Chinese, simplified (GBK)</source>
        <translation>Китайська спрощена (GBK)</translation>
    </message>
    <message>
        <source>Chinese, traditional (Big5)</source>
        <translation>Китайська традиційна (Big5)</translation>
    </message>
    <message>
        <source>Choose a command, click the field and press its new keys.</source>
        <translation>Виберіть команду, клацніть поле й натисніть нові клавіші.</translation>
    </message>
    <message>
        <source>Choose a folder of labelled corpora and a recipe. Everything is computed here, on this computer; you can go on listening meanwhile.</source>
        <translation>Виберіть теку розмічених корпусів і рецепт. Усе обчислюється тут, на цьому комп’ютері; тим часом можна слухати далі.</translation>
    </message>
    <message>
        <source>Choose a song first: the moment at its playhead is taken.</source>
        <translation>Спершу виберіть пісню: береться момент на її позиції.</translation>
    </message>
    <message>
        <source>Choose a square before and after.</source>
        <translation>Виберіть клітинку до й після.</translation>
    </message>
    <message>
        <source>Choose the folder of the corpora first.</source>
        <translation>Спершу виберіть теку корпусів.</translation>
    </message>
    <message>
        <source>Choose where to begin and where to lead.</source>
        <translation>Виберіть, де почати й куди вести.</translation>
    </message>
    <message>
        <source>Choose your table of ratings first.</source>
        <translation>Спершу виберіть таблицю ваших оцінок.</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>Вибрати: {name}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Вибрати…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистити</translation>
    </message>
    <message>
        <source>Clear the cache</source>
        <translation>Очистити кеш</translation>
    </message>
    <message>
        <source>Clips at random, as in many papers: flattering.</source>
        <translation>Кліпи навмання, як у багатьох статтях: лестить.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрити</translation>
    </message>
    <message>
        <source>Close the queue</source>
        <translation>Закрити чергу</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Колір за</translation>
    </message>
    <message>
        <source>Colour: </source>
        <translation>Колір: </translation>
    </message>
    <message>
        <source>Colours of moods</source>
        <translation>Кольори настроїв</translation>
    </message>
    <message>
        <source>Column layouts</source>
        <translation>Розкладки стовпців</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Стовпці</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Команди та їхні клавіші</translation>
    </message>
    <message>
        <source>Compare with the playing song</source>
        <translation>Порівняти з поточною піснею</translation>
    </message>
    <message>
        <source>Compared song</source>
        <translation>Порівнювана пісня</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Певність</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Стала</translation>
    </message>
    <message>
        <source>Constant: what always answering your average would reach.</source>
        <translation>Стала: чого досягла б завжди ваша середня відповідь.</translation>
    </message>
    <message>
        <source>Cool down: down all the way</source>
        <translation>Заспокоєння: весь час униз</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопійовано</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Копії</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копіювати</translation>
    </message>
    <message>
        <source>Copy report…</source>
        <translation>Копіювати звіт…</translation>
    </message>
    <message>
        <source>Corpora</source>
        <translation>Корпуси</translation>
    </message>
    <message>
        <source>Correct</source>
        <extracomment>The plane&apos;s width and height, and those on a low page.</extracomment>
        <translation>Виправити</translation>
    </message>
    <message>
        <source>Correct mood…</source>
        <translation>Виправити настрій…</translation>
    </message>
    <message>
        <source>Correct the chosen songs (F2)</source>
        <translation>Виправити вибрані пісні (F2)</translation>
    </message>
    <message>
        <source>Correct them all</source>
        <translation>Виправити всі</translation>
    </message>
    <message>
        <source>Correct while listening</source>
        <translation>Виправляти, слухаючи</translation>
    </message>
    <message>
        <source>Correct: {title}</source>
        <translation>Виправити: {title}</translation>
    </message>
    <message>
        <source>Corrected by hand: {correction}</source>
        <extracomment>Rows are asked for in pages of so many.</extracomment>
        <translation>Виправлено вручну: {correction}</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Виправити…</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Обкладинка</translation>
    </message>
    <message>
        <source>Crate</source>
        <translation>Добірка</translation>
    </message>
    <message>
        <source>Crates</source>
        <translation>Добірки</translation>
    </message>
    <message>
        <source>Crossfade</source>
        <translation>Плавний перехід</translation>
    </message>
    <message>
        <source>Cues at markers and where the emotion changes</source>
        <translation>Мітки на позначках і там, де змінюється емоція</translation>
    </message>
    <message>
        <source>Curve as a table (*.csv);;Curve for programs (*.json)</source>
        <translation>Крива як таблиця (*.csv);;Крива для програм (*.json)</translation>
    </message>
    <message>
        <source>Cyrillic (DOS 866)</source>
        <translation>Кирилиця (DOS 866)</translation>
    </message>
    <message>
        <source>Cyrillic (KOI8-R)</source>
        <translation>Кирилиця (KOI8-R)</translation>
    </message>
    <message>
        <source>Cyrillic (Windows-1251)</source>
        <translation>Кирилиця (Windows-1251)</translation>
    </message>
    <message>
        <source>DJ</source>
        <translation>Діджей</translation>
    </message>
    <message>
        <source>DJ set by its energy</source>
        <translation>Діджей-сет за енергією</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Темний</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Темніше</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>Декодування</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Видалити</translation>
    </message>
    <message>
        <source>Delete everything now</source>
        <translation>Видалити все зараз</translation>
    </message>
    <message>
        <source>Delete everything…</source>
        <translation>Видалити все…</translation>
    </message>
    <message>
        <source>Delete the layout</source>
        <translation>Видалити розкладку</translation>
    </message>
    <message>
        <source>Delete this marker</source>
        <translation>Видалити цю позначку</translation>
    </message>
    <message>
        <source>Depression</source>
        <translation>Пригнічення</translation>
    </message>
    <message>
        <source>Describing</source>
        <translation>Опис звуку</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Пристрій</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Сховати</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Double click a song</source>
        <translation>Двічі клацніть пісню</translation>
    </message>
    <message>
        <source>Draw around</source>
        <translation>Обвести</translation>
    </message>
    <message>
        <source>End at the next step; what is finished is kept</source>
        <translation>Завершити на наступному кроці; готове зберігається</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Завершити порівняння</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Енергія</translation>
    </message>
    <message>
        <source>Energy {energy}</source>
        <translation>Енергія {energy}</translation>
    </message>
    <message>
        <source>Energy {number}</source>
        <translation>Енергія {number}</translation>
    </message>
    <message>
        <source>Enlarge the playing song</source>
        <translation>Збільшити пісню, що грає</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Епохи</translation>
    </message>
    <message>
        <source>Even loudness (ReplayGain)</source>
        <translation>Рівна гучність (ReplayGain)</translation>
    </message>
    <message>
        <source>Every field there is, the emotion over time too; a file beside what cannot be tagged.</source>
        <translation>Усі поля, що є, також емоція в часі; файл поруч із тим, що не можна позначити.</translation>
    </message>
    <message>
        <source>Every song alike</source>
        <translation>Усі пісні однаково</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Усе</translation>
    </message>
    <message>
        <source>Excitement</source>
        <translation>Захват</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Експорт</translation>
    </message>
    <message>
        <source>Export profile</source>
        <translation>Експорт профілю</translation>
    </message>
    <message>
        <source>Export profile…</source>
        <translation>Експорт профілю…</translation>
    </message>
    <message>
        <source>Exported to {target}.</source>
        <translation>Експортовано до {target}.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Експорт</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Експорт…</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>З помилкою</translation>
    </message>
    <message>
        <source>Failed files</source>
        <translation>Невдалі файли</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>Fields that are written</source>
        <translation>Поля, що записуються</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Показник</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файли</translation>
    </message>
    <message>
        <source>Files of that write</source>
        <translation>Файли цього запису</translation>
    </message>
    <message>
        <source>Files of {name}</source>
        <translation>Файли {name}</translation>
    </message>
    <message>
        <source>Film music</source>
        <translation>Музика з фільмів</translation>
    </message>
    <message>
        <source>Find what is searched for now</source>
        <translation>Шукати те, що шукається зараз</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Перші кроки</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Умістити</translation>
    </message>
    <message>
        <source>Fitting</source>
        <translation>Підгонка</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Тека</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Тека для записів</translation>
    </message>
    <message>
        <source>Folder for recordings…</source>
        <translation>Тека для записів…</translation>
    </message>
    <message>
        <source>Folder of corpora</source>
        <translation>Тека корпусів</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Теки</translation>
    </message>
    <message>
        <source>Folders of music</source>
        <translation>Теки з музикою</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Блоки</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>Іти за позицією</translation>
    </message>
    <message>
        <source>For Navidrome, Jellyfin, Plex, Kodi and Lyrion; they see by its time that a file is new.</source>
        <translation>Для Navidrome, Jellyfin, Plex, Kodi та Lyrion; за часом файлу вони бачать, що він новий.</translation>
    </message>
    <message>
        <source>For Picard, Quod Libet, foobar2000 and MusicBee; words of others stay.</source>
        <translation>Для Picard, Quod Libet, foobar2000 і MusicBee; чужі слова лишаються.</translation>
    </message>
    <message>
        <source>For rekordbox, Serato, Traktor and Mixxx, which show the comment and no mood.</source>
        <translation>Для rekordbox, Serato, Traktor і Mixxx, які показують коментар, а не настрій.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Forward 30 s</source>
        <translation>Уперед на 30 с</translation>
    </message>
    <message>
        <source>Forward 5 s</source>
        <translation>Уперед на 5 с</translation>
    </message>
    <message>
        <source>Freeze the picture</source>
        <translation>Зупинити зображення</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Звідки</translation>
    </message>
    <message>
        <source>From the file&apos;s tags</source>
        <translation>З тегів файлу</translation>
    </message>
    <message>
        <source>From the file&apos;s tags; heard: {heard}</source>
        <translation>З тегів файлу; почуто: {heard}</translation>
    </message>
    <message>
        <source>From the map</source>
        <extracomment>While songs are analysed the map is read again this often: 100,000 take a second.</extracomment>
        <translation>З мапи</translation>
    </message>
    <message>
        <source>From valence {v1}, arousal {a1} to valence {v2}, arousal {a2}</source>
        <translation>Від валентності {v1}, збудження {a1} до валентності {v2}, збудження {a2}</translation>
    </message>
    <message>
        <source>From {start} to {end}</source>
        <translation>Від {start} до {end}</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Зупинено</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Повний</translation>
    </message>
    <message>
        <source>GPL-3.0-or-later; the font Inter: SIL Open Font License; demo tracks: CC0</source>
        <translation>GPL-3.0-or-later; шрифт Inter: SIL Open Font License; демонстраційні треки: CC0</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Жанр</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <extracomment>The columns of a table of ratings; title and artist are for the user&apos;s eyes. The phase of a run that tells of its epochs.</extracomment>
        <translation>Підготовка</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Далі</translation>
    </message>
    <message>
        <source>Greek (Windows-1253)</source>
        <translation>Грецька (Windows-1253)</translation>
    </message>
    <message>
        <source>Group by album</source>
        <translation>Групувати за альбомом</translation>
    </message>
    <message>
        <source>Guess it for every album</source>
        <extracomment>How the text of old tags is read.</extracomment>
        <translation>Вгадувати для кожного альбому</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Посібник</translation>
    </message>
    <message>
        <source>Hear the compared song</source>
        <translation>Слухати порівнювану пісню</translation>
    </message>
    <message>
        <source>Hear this one</source>
        <translation>Слухати цю</translation>
    </message>
    <message>
        <source>Hear what decided the mood (L)</source>
        <translation>Почути, що визначило настрій (L)</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Почуте</translation>
    </message>
    <message>
        <source>Heard by Moodline: {heard}</source>
        <translation>Почуто програмою: {heard}</translation>
    </message>
    <message>
        <source>Hebrew (Windows-1255)</source>
        <translation>Іврит (Windows-1255)</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Довідка</translation>
    </message>
    <message>
        <source>Hide quiet sounds</source>
        <translation>Сховати тихі звуки</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Високий контраст</translation>
    </message>
    <message>
        <source>Higher frequencies</source>
        <translation>Вищі частоти</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Історія</translation>
    </message>
    <message>
        <source>How long all songs last at least, in minutes</source>
        <translation>Скільки хвилин тривають усі пісні щонайменше</translation>
    </message>
    <message>
        <source>How long all songs last at most, in minutes</source>
        <translation>Скільки хвилин тривають усі пісні щонайбільше</translation>
    </message>
    <message>
        <source>How many folds are judged; more take longer</source>
        <translation>Скільки блоків оцінювати; більше триває довше</translation>
    </message>
    <message>
        <source>How many songs; Auto makes even steps</source>
        <translation>Скільки пісень; «Авто» робить рівні кроки</translation>
    </message>
    <message>
        <source>How often the net sees every piece</source>
        <translation>Як часто мережа бачить кожен уривок</translation>
    </message>
    <message>
        <source>How strong a mood is</source>
        <translation>Сила настрою</translation>
    </message>
    <message>
        <source>How the search may go on</source>
        <translation>Як можна продовжити пошук</translation>
    </message>
    <message>
        <source>Import corrections or analyses</source>
        <translation>Імпорт виправлень або аналізів</translation>
    </message>
    <message>
        <source>Import corrections or analyses…</source>
        <translation>Імпорт виправлень або аналізів…</translation>
    </message>
    <message>
        <source>Import profile</source>
        <translation>Імпорт профілю</translation>
    </message>
    <message>
        <source>Import profile…</source>
        <translation>Імпорт профілю…</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Імпорт</translation>
    </message>
    <message>
        <source>In 15 minutes</source>
        <translation>Через 15 хвилин</translation>
    </message>
    <message>
        <source>In 30 minutes</source>
        <translation>Через 30 хвилин</translation>
    </message>
    <message>
        <source>In 45 minutes</source>
        <translation>Через 45 хвилин</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Через годину</translation>
    </message>
    <message>
        <source>In an hour and a half</source>
        <translation>Через півтори години</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>У роботі</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>У файлі</translation>
    </message>
    <message>
        <source>In the file now: {words}</source>
        <translation>Зараз у файлі: {words}</translation>
    </message>
    <message>
        <source>In the files</source>
        <translation>У файлах</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>У вжитку</translation>
    </message>
    <message>
        <source>Initials or a code will do</source>
        <translation>Вистачить ініціалів або коду</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Вхід</translation>
    </message>
    <message>
        <source>J: a short dip, then up</source>
        <translation>J: трохи вниз, тоді вгору</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Japanese (EUC)</source>
        <translation>Японська (EUC)</translation>
    </message>
    <message>
        <source>Japanese (Shift-JIS)</source>
        <translation>Японська (Shift-JIS)</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Мандрівка</translation>
    </message>
    <message>
        <source>Journey over the mood map</source>
        <translation>Мандрівка мапою настроїв</translation>
    </message>
    <message>
        <source>Journey over the mood plane</source>
        <translation>Мандрівка площиною настроїв</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Оцінювання</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>Оцінювання</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Зберегти</translation>
    </message>
    <message>
        <source>Keep as a crate</source>
        <translation>Зберегти добірку</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Залишити</translation>
    </message>
    <message>
        <source>Keep this mood</source>
        <translation>Тримати цей настрій</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Тональність</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавіші</translation>
    </message>
    <message>
        <source>Kind of change</source>
        <translation>Вид зміни</translation>
    </message>
    <message>
        <source>Korean (EUC-KR)</source>
        <translation>Корейська (EUC-KR)</translation>
    </message>
    <message>
        <source>L: to the goal&apos;s energy first</source>
        <translation>L: спершу до енергії мети</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Мова</translation>
    </message>
    <message>
        <source>Last played</source>
        <translation>Востаннє</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Розкладка</translation>
    </message>
    <message>
        <source>Learns {where}, {numbers} epochs</source>
        <translation>Навчається {where}, епохи: {numbers}</translation>
    </message>
    <message>
        <source>Least confidence that is written, in per cent</source>
        <translation>Найменша певність, з якою записується, у відсотках</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Найменш певні спершу</translation>
    </message>
    <message>
        <source>Leave this field as it is, or write it</source>
        <translation>Лишити це поле як є або записати його</translation>
    </message>
    <message>
        <source>Left as it is in the file; Del writes it after all</source>
        <translation>Лишається у файлі як є; Del усе ж запише</translation>
    </message>
    <message>
        <source>Left out: {number}, such as {name} ({reason}).</source>
        <translation>Пропущено: {number}, наприклад {name} ({reason}).</translation>
    </message>
    <message>
        <source>Left out: {number}, {name} ({reason}).</source>
        <translation>Пропущено: {number}, {name} ({reason}).</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Легенда</translation>
    </message>
    <message>
        <source>Level: {level}</source>
        <translation>Рівень: {level}</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Бібліотеки</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Бібліотека</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Ліцензія</translation>
    </message>
    <message>
        <source>Licence of its weights</source>
        <translation>Ліцензія її ваг</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Світлий</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Слухати</translation>
    </message>
    <message>
        <source>Listen live</source>
        <translation>Слухати наживо</translation>
    </message>
    <message>
        <source>Listen to the folder {name}</source>
        <translation>Прослухати теку {name}</translation>
    </message>
    <message>
        <source>Listen to the system&apos;s default</source>
        <translation>Слухати системний</translation>
    </message>
    <message>
        <source>Listen to what decided the mood</source>
        <translation>Почути, що визначило настрій</translation>
    </message>
    <message>
        <source>Listen to {name}</source>
        <translation>Слухати {name}</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Прослуховування</translation>
    </message>
    <message>
        <source>Listening live</source>
        <translation>Слухаємо наживо</translation>
    </message>
    <message>
        <source>Listening live – Moodline</source>
        <translation>Слухаємо наживо – Moodline</translation>
    </message>
    <message>
        <source>Listening, recording</source>
        <translation>Слухає, записує</translation>
    </message>
    <message>
        <source>Live estimate: after the first seconds</source>
        <translation>Жива оцінка: після перших секунд</translation>
    </message>
    <message>
        <source>Live estimate: {mood}, valence {valence}, arousal {arousal}</source>
        <translation>Жива оцінка: {mood}, валентність {valence}, збудження {arousal}</translation>
    </message>
    <message>
        <source>Live input</source>
        <translation>Живий вхід</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <extracomment>What a job is at.
----------
What the analysis does, else it analyses.</extracomment>
        <translation>Завантаження моделі</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Журнал запуску</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Журнали</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Вигляд</translation>
    </message>
    <message>
        <source>Look for new and changed files</source>
        <translation>Шукати нові та змінені файли</translation>
    </message>
    <message>
        <source>Look there no more; files and songs stay</source>
        <translation>Більше там не шукати; файли й пісні лишаються</translation>
    </message>
    <message>
        <source>Looking for music</source>
        <translation>Пошук музики</translation>
    </message>
    <message>
        <source>Loop this section</source>
        <translation>Повторювати цю частину</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Втрата</translation>
    </message>
    <message>
        <source>Lower frequencies</source>
        <translation>Нижчі частоти</translation>
    </message>
    <message>
        <source>Make a</source>
        <translation>Зробити</translation>
    </message>
    <message>
        <source>Markers: {markers}.</source>
        <extracomment>The Menu key means a marker that is so near to the playhead.</extracomment>
        <translation>Позначки: {markers}.</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Збіги</translation>
    </message>
    <message>
        <source>MediaEval few</source>
        <translation>MediaEval, кілька</translation>
    </message>
    <message>
        <source>Mel-spectrogram, waveform, valence and arousal, and moods over time.</source>
        <translation>Мел-спектрограма, хвиля, валентність і збудження та настрої в часі.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Повідомлення</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Середина</translation>
    </message>
    <message>
        <source>Mini player</source>
        <translation>Міні-програвач</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Хвилини</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Відсутні</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Model and device</source>
        <translation>Модель і пристрій</translation>
    </message>
    <message>
        <source>Model that learns</source>
        <translation>Модель, що вчиться</translation>
    </message>
    <message>
        <source>Model {name}</source>
        <translation>Модель {name}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Моделі</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Моделі…</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Настрій</translation>
    </message>
    <message>
        <source>Mood map</source>
        <extracomment>The index of the point clicked, in the order of ``set_points``. The index under the pointer, or None. The indices within a lasso, int64 [num_picked].</extracomment>
        <translation>Мапа настроїв</translation>
    </message>
    <message>
        <source>Mood words in the files</source>
        <translation>Слова настрою у файлах</translation>
    </message>
    <message>
        <source>Mood words that are in a file</source>
        <translation>Слова настрою у файлі</translation>
    </message>
    <message>
        <source>Mood words, numbers and where they come from, for any program.</source>
        <translation>Слова настрою, числа та їхнє походження, для будь-якої програми.</translation>
    </message>
    <message>
        <source>Moodline learns from your ratings in minutes, then tells you honestly, on songs it has not heard, whether it hears more like you.</source>
        <translation>Moodline за хвилини вчиться на ваших оцінках, а тоді чесно каже, на піснях, яких не чув, чи чує більше по-вашому.</translation>
    </message>
    <message>
        <source>Moodline listens now. Play, sort and search meanwhile: nothing has to be waited for.</source>
        <translation>Moodline уже слухає. Тим часом грайте, сортуйте й шукайте: чекати не треба.</translation>
    </message>
    <message>
        <source>Moodline makes no medical claim: these are the person&apos;s own answers, not a diagnosis and not a measure of treatment.</source>
        <extracomment>What stands on the page and on every sheet.</extracomment>
        <translation>Moodline не робить медичних тверджень: це власні відповіді людини, не діагноз і не міра лікування.</translation>
    </message>
    <message>
        <source>Moodline never goes online and tells nobody anything. What it knows lies in these folders on this computer.</source>
        <translation>Moodline ніколи не виходить у мережу й нікому нічого не повідомляє. Усе, що він знає, лежить у цих теках на цьому комп’ютері.</translation>
    </message>
    <message>
        <source>Moodline speaks it from its next start on.</source>
        <translation>Moodline заговорить нею з наступного запуску.</translation>
    </message>
    <message>
        <source>Moodline: mini player</source>
        <translation>Moodline: міні-програвач</translation>
    </message>
    <message>
        <source>Moods</source>
        <extracomment>Qt&apos;s largest, which stands for no limit.</extracomment>
        <translation>Настрої</translation>
    </message>
    <message>
        <source>Moods: {moods}.</source>
        <translation>Настрої: {moods}.</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Більше таких</translation>
    </message>
    <message>
        <source>More like this moment</source>
        <translation>Більше таких моментів</translation>
    </message>
    <message>
        <source>Most played</source>
        <translation>Найчастіше грали</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Рух</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Рухати</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Пересунути вниз</translation>
    </message>
    <message>
        <source>Move down in the crate</source>
        <translation>Пересунути вниз у добірці</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Перенести до теки</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Пересунути вгору</translation>
    </message>
    <message>
        <source>Move up in the crate</source>
        <translation>Пересунути вгору в добірці</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Вимкнути звук</translation>
    </message>
    <message>
        <source>Mute (volume {volume})</source>
        <translation>Вимкнути звук (гучність {volume})</translation>
    </message>
    <message>
        <source>Name of the crate</source>
        <extracomment>A Place, a Crate, or None for a section&apos;s name; how many songs; how deep in folders; whether a folder is open; whether songs are dragged over it.</extracomment>
        <translation>Назва добірки</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>Назва розкладки</translation>
    </message>
    <message>
        <source>Name of the marker</source>
        <translation>Назва позначки</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Назва нової моделі</translation>
    </message>
    <message>
        <source>Name this marker</source>
        <translation>Назвати цю позначку</translation>
    </message>
    <message>
        <source>Navidrome smart playlist</source>
        <translation>Розумний список Navidrome</translation>
    </message>
    <message>
        <source>Never played</source>
        <translation>Ніколи не грали</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Нове</translation>
    </message>
    <message>
        <source>New and changed files are noticed while Moodline runs.</source>
        <translation>Нові та змінені файли помічаються, поки Moodline працює.</translation>
    </message>
    <message>
        <source>New and played</source>
        <translation>Нове й зігране</translation>
    </message>
    <message>
        <source>New arousal</source>
        <translation>Нове збудження</translation>
    </message>
    <message>
        <source>New crate</source>
        <translation>Нова добірка</translation>
    </message>
    <message>
        <source>New crate, smart crate or folder</source>
        <translation>Нова добірка, розумна добірка або тека</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Нова тека</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Нові клавіші</translation>
    </message>
    <message>
        <source>New mood</source>
        <translation>Новий настрій</translation>
    </message>
    <message>
        <source>New smart crate from this search</source>
        <translation>Нова розумна добірка з цього пошуку</translation>
    </message>
    <message>
        <source>New valence</source>
        <translation>Нова валентність</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далі</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Наступна позначка</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Наступна пісня</translation>
    </message>
    <message>
        <source>Next track</source>
        <translation>Наступний трек</translation>
    </message>
    <message numerus="yes">
        <source>Next · %n song(s)</source>
        <translation>
            <numerusform>Далі · %n пісня</numerusform>
            <numerusform>Далі · %n пісні</numerusform>
            <numerusform>Далі · %n пісень</numerusform>
        </translation>
    </message>
    <message>
        <source>No album</source>
        <translation>Без альбому</translation>
    </message>
    <message>
        <source>No corpus in {folder}. Moodline looks for folders called {names}.</source>
        <extracomment>The architecture that learns from ratings; a model that did so once is not taught again.</extracomment>
        <translation>У {folder} немає корпусів. Moodline шукає теки з назвами {names}.</translation>
    </message>
    <message>
        <source>No file of the library holds a mood word yet.</source>
        <translation>Жоден файл бібліотеки ще не має слова настрою.</translation>
    </message>
    <message>
        <source>No input was found; connect a microphone and listen again.</source>
        <translation>Вхід не знайдено; під’єднайте мікрофон і слухайте знову.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Без клавіш</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Немає моделі</translation>
    </message>
    <message>
        <source>No more tips</source>
        <translation>Більше без порад</translation>
    </message>
    <message>
        <source>No other song fits here</source>
        <translation>Жодна інша пісня тут не пасує</translation>
    </message>
    <message>
        <source>No song answers “{query}”. Escape clears the search.</source>
        <translation>Жодна пісня не відповідає «{query}». Escape очищає пошук.</translation>
    </message>
    <message>
        <source>No song is shown; choose one first.</source>
        <extracomment>A song that the cursor rests on for so long is shown below, while nothing plays.</extracomment>
        <translation>Жодної пісні не показано; спершу виберіть одну.</translation>
    </message>
    <message>
        <source>No song to correct</source>
        <translation>Немає пісні для виправлення</translation>
    </message>
    <message>
        <source>No sound card was found, so playback is silent; connect one and choose it as the output.</source>
        <translation>Звукову карту не знайдено, тож відтворення беззвучне; під’єднайте її та виберіть як вихід.</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>Без зірок</translation>
    </message>
    <message>
        <source>No trail</source>
        <translation>Без стежки</translation>
    </message>
    <message>
        <source>None: to the top</source>
        <translation>Без теки: нагору</translation>
    </message>
    <message>
        <source>Not analysed yet</source>
        <translation>Ще не проаналізовано</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Не оцінено</translation>
    </message>
    <message>
        <source>Not yet tagged</source>
        <translation>Ще без тегів</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Нотатки</translation>
    </message>
    <message>
        <source>Nothing can be told of this moment: nothing sounds there.</source>
        <translation>Про цей момент нічого сказати: тут нічого не звучить.</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Тут ще нічого немає</translation>
    </message>
    <message>
        <source>Nothing is playing</source>
        <translation>Нічого не грає</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Нічого не знайдено</translation>
    </message>
    <message>
        <source>Nothing of a song, actor, album or game on both sides: honest.</source>
        <translation>Нічого з однієї пісні, актора, альбому чи гри по обидва боки: чесно.</translation>
    </message>
    <message>
        <source>Nothing of your music leaves this machine; the report names none of it.</source>
        <translation>Ніщо з вашої музики не залишає цього комп’ютера; звіт нічого з неї не називає.</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>Нічого переглядати</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>Зараз грає</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>Зараз:</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>Minutes to choose from, in words; -1 stands for the end of the song.
----------
Seconds of crossfade to choose from, and ways to bring songs to one loudness.</extracomment>
        <translation>Вимкнено</translation>
    </message>
    <message>
        <source>On its battery a computer waits, until it is plugged in or Resume is pressed.</source>
        <translation>Від батареї комп’ютер чекає, доки його не ввімкнуть у мережу або не натиснуть «Продовжити».</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>На мапі</translation>
    </message>
    <message>
        <source>One JSON object per song, for programs. Moodline imports the corrections in it.</source>
        <translation>Один об’єкт JSON на пісню, для програм. Moodline імпортує виправлення з нього.</translation>
    </message>
    <message>
        <source>Only keys that mix</source>
        <translation>Лише сумісні тональності</translation>
    </message>
    <message>
        <source>Only songs that the search above finds are taken; come back here after it.</source>
        <translation>Беруться лише пісні, які знаходить пошук угорі; після нього поверніться сюди.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Відкрити теку</translation>
    </message>
    <message>
        <source>Open folder: {name}</source>
        <translation>Відкрити теку: {name}</translation>
    </message>
    <message>
        <source>Other song…</source>
        <translation>Інша пісня…</translation>
    </message>
    <message>
        <source>Others’ words</source>
        <translation>Чужі слова</translation>
    </message>
    <message>
        <source>Own models</source>
        <translation>Власні моделі</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>PMEmo few</source>
        <translation>PMEmo, кілька</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Сторінки посібника</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Шлях</translation>
    </message>
    <message>
        <source>Paths as seen from the playlist&apos;s folder</source>
        <translation>Шляхи від теки списку</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Pause or resume the analysis</source>
        <translation>Призупинити або продовжити аналіз</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Призупинено</translation>
    </message>
    <message>
        <source>Paused: the library&apos;s disk is full</source>
        <extracomment>Changes are collected for so long before their rows are read again. So many rows come with the ids of a search, enough for the first screen. What the status line says while work waits for room.</extracomment>
        <translation>Призупинено: диск бібліотеки заповнено</translation>
    </message>
    <message>
        <source>Peak time 8–10</source>
        <translation>Час піку 8–10</translation>
    </message>
    <message>
        <source>Peak: up, then half-way down</source>
        <translation>Вершина: угору, тоді наполовину вниз</translation>
    </message>
    <message>
        <source>Picture (*.png);;Drawing (*.svg)</source>
        <translation>Малюнок (*.png);;Креслення (*.svg)</translation>
    </message>
    <message>
        <source>Pin the values at the playhead</source>
        <translation>Закріпити значення на місці відтворення</translation>
    </message>
    <message>
        <source>Pinned: {values}.</source>
        <translation>Закріплено: {values}.</translation>
    </message>
    <message>
        <source>Place songs by their rank in this library: nothing crowds</source>
        <translation>Розставити пісні за місцем у цій бібліотеці: ніщо не тісниться</translation>
    </message>
    <message>
        <source>Places and crates</source>
        <translation>Місця й добірки</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>Одного кольору</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Грати</translation>
    </message>
    <message>
        <source>Play a song</source>
        <translation>Увімкнути пісню</translation>
    </message>
    <message>
        <source>Play a song first: its mood is kept.</source>
        <translation>Спершу грайте пісню: зберігається її настрій.</translation>
    </message>
    <message>
        <source>Play another song first, to compare this one with it.</source>
        <translation>Спершу ввімкніть іншу пісню, щоб порівняти з нею цю.</translation>
    </message>
    <message>
        <source>Play next</source>
        <translation>Грати наступною</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Грати або призупинити</translation>
    </message>
    <message>
        <source>Play this song</source>
        <translation>Грати цю пісню</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Відтворення</translation>
    </message>
    <message>
        <source>Playlist (M3U8)</source>
        <translation>Список відтворення (M3U8)</translation>
    </message>
    <message>
        <source>Playlists in folders; the strongest mood as colour, moods and energy in a block of the comment. A My Tag cannot be carried. Importing replaces colour and comment there; cues, if asked for, replace its own.</source>
        <translation>Списки в теках; найсильніший настрій як колір, настрої та енергія в блоці коментаря. My Tag передати не можна. Імпорт замінює там колір і коментар; мітки cue, якщо їх вибрано, замінюють наявні.</translation>
    </message>
    <message>
        <source>Playlists in folders; the strongest mood as colour, moods and energy in a block of the comment. Songs that Traktor knows keep what it knows of them.</source>
        <translation>Списки в теках; найсильніший настрій як колір, настрої та енергія в блоці коментаря. Пісні, які Traktor знає, зберігають те, що він про них знає.</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>Відтворень</translation>
    </message>
    <message>
        <source>Pleasure</source>
        <translation>Приємність</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Позиція</translation>
    </message>
    <message>
        <source>Press {keys} for songs that feel like the moment you hear.</source>
        <extracomment>By the command whose keys each tells.</extracomment>
        <translation>Натисніть {keys}, щоб знайти пісні, схожі на мить, яку чуєте.</translation>
    </message>
    <message>
        <source>Press {keys} to correct songs by single keys while they play.</source>
        <translation>Натисніть {keys}, щоб виправляти пісні окремими клавішами, поки вони грають.</translation>
    </message>
    <message>
        <source>Press {keys} to give the playing song the whole window.</source>
        <translation>Натисніть {keys}, щоб віддати пісні, що грає, усе вікно.</translation>
    </message>
    <message>
        <source>Press {keys} to hear the chosen songs next, before others that wait.</source>
        <translation>Натисніть {keys}, щоб почути вибрані пісні наступними, раніше за інші, що чекають.</translation>
    </message>
    <message>
        <source>Press {keys} to jump to the next marker.</source>
        <translation>Натисніть {keys}, щоб перейти до наступної позначки.</translation>
    </message>
    <message>
        <source>Press {keys} to keep this search as a crate that fills itself.</source>
        <translation>Натисніть {keys}, щоб зберегти цей пошук як добірку, що наповнюється сама.</translation>
    </message>
    <message>
        <source>Press {keys} to take the last write back, even after a new start.</source>
        <translation>Натисніть {keys}, щоб скасувати останній запис, навіть після перезапуску.</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Попередня позначка</translation>
    </message>
    <message>
        <source>Previous song</source>
        <translation>Попередня пісня</translation>
    </message>
    <message>
        <source>Previous track</source>
        <translation>Попередній трек</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Приватність</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Процесор</translation>
    </message>
    <message>
        <source>Profile imported.</source>
        <translation>Профіль імпортовано.</translation>
    </message>
    <message>
        <source>Profile: what is written</source>
        <translation>Профіль: що записується</translation>
    </message>
    <message>
        <source>Profiles (*.toml)</source>
        <translation>Профілі (*.toml)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Перебіг</translation>
    </message>
    <message>
        <source>Published: {words}.</source>
        <translation>Опубліковано: {words}.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Черга</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Вийти</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Оцінити</translation>
    </message>
    <message>
        <source>Rate some of your songs, twenty or more, and a model learns to hear them your way. Numbers or mood words alone will do; empty cells are passed over.</source>
        <translation>Оцініть двадцять або більше своїх пісень, і модель навчиться чути їх по-вашому. Вистачить самих чисел або слів настрою; порожні клітинки минаються.</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Оцінка</translation>
    </message>
    <message>
        <source>Read all files again</source>
        <translation>Прочитати всі файли знову</translation>
    </message>
    <message>
        <source>Reading tags</source>
        <translation>Читання тегів</translation>
    </message>
    <message>
        <source>Reading the files&apos; tags…</source>
        <translation>Читаються теги файлів…</translation>
    </message>
    <message>
        <source>Ready</source>
        <extracomment>The song in hand is given no more, and from this width on the bar is long.</extracomment>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>Нещодавно додані</translation>
    </message>
    <message>
        <source>Recently played</source>
        <translation>Нещодавно грали</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Рецепт</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запис</translation>
    </message>
    <message>
        <source>Record what is heard</source>
        <translation>Записувати почуте</translation>
    </message>
    <message>
        <source>Recorded {time} into {name}.</source>
        <translation>Записано {time} у {name}.</translation>
    </message>
    <message>
        <source>Redo change</source>
        <translation>Повторити зміну</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Зменшений</translation>
    </message>
    <message>
        <source>Relaxation</source>
        <translation>Розслаблення</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Прибрати</translation>
    </message>
    <message>
        <source>Remove from the library (files stay)</source>
        <translation>Прибрати з бібліотеки (файли лишаються)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Перейменувати</translation>
    </message>
    <message>
        <source>Rename the layout</source>
        <translation>Перейменувати розкладку</translation>
    </message>
    <message>
        <source>Rename the layout…</source>
        <translation>Перейменувати розкладку…</translation>
    </message>
    <message>
        <source>Repeat: off</source>
        <translation>Повтор: вимкнено</translation>
    </message>
    <message>
        <source>Repeat: off, list, song</source>
        <translation>Повтор: ні, список, пісня</translation>
    </message>
    <message>
        <source>Repeat: the whole list</source>
        <translation>Повтор: увесь список</translation>
    </message>
    <message>
        <source>Repeat: this song</source>
        <translation>Повтор: ця пісня</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Звіт</translation>
    </message>
    <message>
        <source>Report of a problem</source>
        <translation>Звіт про проблему</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Скинути всі клавіші</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продовжити</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Перегляд</translation>
    </message>
    <message>
        <source>Review before writing</source>
        <translation>Перегляд перед записом</translation>
    </message>
    <message>
        <source>Review these songs</source>
        <translation>Переглянути ці пісні</translation>
    </message>
    <message>
        <source>Review {number}</source>
        <translation>Перегляд {number}</translation>
    </message>
    <message>
        <source>Review, then apply</source>
        <translation>Переглянути, тоді записати</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Переглянути…</translation>
    </message>
    <message>
        <source>Safe for colour-blind eyes</source>
        <translation>Безпечні для дальтоніків</translation>
    </message>
    <message>
        <source>Save a table to rate</source>
        <translation>Зберегти таблицю для оцінок</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>Зберегти зразок…</translation>
    </message>
    <message>
        <source>Save as crate</source>
        <translation>Зберегти добірку</translation>
    </message>
    <message>
        <source>Save picture or curve</source>
        <translation>Зберегти малюнок або криву</translation>
    </message>
    <message>
        <source>Save picture or curve…</source>
        <translation>Зберегти малюнок або криву…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Зберегти звіт</translation>
    </message>
    <message>
        <source>Save this layout</source>
        <translation>Зберегти цю розкладку</translation>
    </message>
    <message>
        <source>Save this layout as…</source>
        <translation>Зберегти цю розкладку як…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Збережено</translation>
    </message>
    <message>
        <source>Saved as {target}.</source>
        <translation>Збережено як {target}.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Зберегти…</translation>
    </message>
    <message>
        <source>Scale of your numbers</source>
        <translation>Шкала ваших чисел</translation>
    </message>
    <message>
        <source>Scan: {words}.</source>
        <translation>Сканування: {words}.</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Сканування</translation>
    </message>
    <message>
        <source>Score, held out</source>
        <translation>Бал на відкладеному</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Пошук</translation>
    </message>
    <message>
        <source>Search by mood</source>
        <translation>Шукати за настроєм</translation>
    </message>
    <message>
        <source>Search field</source>
        <extracomment>Field names with their colon, and the words that join.</extracomment>
        <translation>Поле пошуку</translation>
    </message>
    <message>
        <source>Search: words, mood:calm, arousal:&gt;0.3, at:0:00-0:30 mood:tense</source>
        <translation>Пошук: слова, mood:calm, arousal:&gt;0.3, at:0:00-0:30 mood:tense</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>Розділи налаштувань</translation>
    </message>
    <message>
        <source>See all songs (0)</source>
        <translation>Побачити всі пісні (0)</translation>
    </message>
    <message>
        <source>See the mood map</source>
        <translation>Мапа настроїв</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Зерно</translation>
    </message>
    <message>
        <source>Serato crate</source>
        <translation>Добірка Serato</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Session sheet</source>
        <translation>Аркуш сеансу</translation>
    </message>
    <message>
        <source>Session sheet…</source>
        <translation>Аркуш сеансу…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Сеанси</translation>
    </message>
    <message>
        <source>Sessions that were kept: pleasure / arousal</source>
        <translation>Збережені сеанси: приємність / збудження</translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation>Поставити позначку</translation>
    </message>
    <message>
        <source>Set a marker at the playhead</source>
        <translation>Поставити позначку на місці відтворення</translation>
    </message>
    <message>
        <source>Set: {arc}</source>
        <translation>Сет: {arc}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Налаштування</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>Share done</source>
        <translation>Частка готового</translation>
    </message>
    <message>
        <source>Sheets stay in the library on this computer.</source>
        <translation>Аркуші лишаються в бібліотеці на цьому комп’ютері.</translation>
    </message>
    <message>
        <source>Shift keeps the song</source>
        <extracomment>One letter of each word, in the order of the plane&apos;s legend.</extracomment>
        <translation>Shift лишає пісню</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показати</translation>
    </message>
    <message>
        <source>Show a tip now and then</source>
        <translation>Час від часу показувати пораду</translation>
    </message>
    <message>
        <source>Show arousal</source>
        <translation>Показувати збудження</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показати в теці</translation>
    </message>
    <message>
        <source>Show in the list</source>
        <translation>Показати у списку</translation>
    </message>
    <message>
        <source>Show its card</source>
        <translation>Показати її картку</translation>
    </message>
    <message>
        <source>Show quieter sounds</source>
        <translation>Показати тихіші звуки</translation>
    </message>
    <message>
        <source>Show tension</source>
        <translation>Показувати напругу</translation>
    </message>
    <message>
        <source>Show valence</source>
        <translation>Показувати валентність</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Упереміш</translation>
    </message>
    <message>
        <source>Shuffle: off</source>
        <translation>Упереміш: ні</translation>
    </message>
    <message>
        <source>Shuffle: on</source>
        <translation>Упереміш: так</translation>
    </message>
    <message>
        <source>Silent player</source>
        <translation>Беззвучний програвач</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Пропустити</translation>
    </message>
    <message>
        <source>Skip the introduction</source>
        <translation>Пропустити вступ</translation>
    </message>
    <message>
        <source>Sleep timer</source>
        <translation>Таймер сну</translation>
    </message>
    <message>
        <source>Smart crate</source>
        <translation>Розумна добірка</translation>
    </message>
    <message>
        <source>Something unforeseen happened ({error}). Moodline goes on; {path} has the details.</source>
        <translation>Сталося щось непередбачене ({error}). Moodline працює далі; подробиці в {path}.</translation>
    </message>
    <message>
        <source>Song timeline</source>
        <extracomment>The time under the pointer in seconds, or None when it leaves.</extracomment>
        <translation>Часова шкала пісні</translation>
    </message>
    <message>
        <source>Song timeline picture</source>
        <extracomment>The first three always; the others where the picture is high enough.</extracomment>
        <translation>Малюнок часової шкали пісні</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Пісні</translation>
    </message>
    <message>
        <source>Songs are chosen so that each leads into the next.</source>
        <translation>Пісні вибрано так, щоб кожна вела до наступної.</translation>
    </message>
    <message>
        <source>Songs in their order, for every player; Mixxx and Serato import it as a crate.</source>
        <translation>Пісні за порядком, для будь-якого програвача; Mixxx і Serato імпортують його як добірку.</translation>
    </message>
    <message>
        <source>Songs in their order; put it into _Serato_/Subcrates on the drive that holds them while Serato is closed.</source>
        <translation>Пісні за порядком; покладіть у _Serato_/Subcrates на диску, де вони лежать, поки Serato закрито.</translation>
    </message>
    <message>
        <source>Songs of the journey</source>
        <translation>Пісні мандрівки</translation>
    </message>
    <message>
        <source>Songs of the journey, kept with the sheet: {number}.</source>
        <translation>Пісень мандрівки, збережених з аркушем: {number}.</translation>
    </message>
    <message>
        <source>Songs to come</source>
        <translation>Наступні пісні</translation>
    </message>
    <message>
        <source>Songs wait until keys and mouse have rested for two minutes, or Resume is pressed.</source>
        <translation>Пісні чекають, доки клавіші й миша не спочинуть дві хвилини або доки не натиснуто «Продовжити».</translation>
    </message>
    <message>
        <source>Songs with a moment like {where}, the most alike first. Each begins at that moment.</source>
        <translation>Пісні з моментом, схожим на {where}, найсхожіші перші. Кожна починається з цього моменту.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>Вихід звуку</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Спектрограма</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Швидкість</translation>
    </message>
    <message>
        <source>Spread</source>
        <comment>over the map</comment>
        <translation>Розсунути</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Розмах</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Етап</translation>
    </message>
    <message>
        <source>Standard</source>
        <extracomment>The profiles that are built in.</extracomment>
        <translation>Стандарт</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Почати</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Запустити заново</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>So much of a line is measured and shown: no screen has room for more.</extracomment>
        <translation>Стан</translation>
    </message>
    <message>
        <source>Statistics of the sound and a tagger&apos;s embedding, kernels</source>
        <translation>статистики звуку й вектори мережі тегів, ядра</translation>
    </message>
    <message>
        <source>Step {number} of {total}</source>
        <translation>Крок {number} з {total}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Зупинити</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>Годі слухати</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Зупинити запис</translation>
    </message>
    <message>
        <source>Stopped; start again to go on from here</source>
        <translation>Зупинено; почніть знову, щоб продовжити звідси</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Зупиниться після цього кроку</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Зупиняється…</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>Прямо</translation>
    </message>
    <message>
        <source>Stress</source>
        <translation>Напруження</translation>
    </message>
    <message>
        <source>System</source>
        <comment>of a computer</comment>
        <translation>Система</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Система</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <extracomment>Formats of exports.</extracomment>
        <translation>Таблиця (CSV)</translation>
    </message>
    <message>
        <source>Table of ratings</source>
        <translation>Таблиця оцінок</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>Таблиці (*.csv *.tsv *.txt);;Усі файли (*)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Таблиці (*.csv)</translation>
    </message>
    <message>
        <source>Tables and exports (*.csv *.tsv *.txt *.json *.jsonl);;All files (*)</source>
        <translation>Таблиці й експорти (*.csv *.tsv *.txt *.json *.jsonl);;Усі файли (*)</translation>
    </message>
    <message>
        <source>Take all pins away</source>
        <translation>Прибрати всі закріплені значення</translation>
    </message>
    <message>
        <source>Take my corrections</source>
        <translation>Узяти мої виправлення</translation>
    </message>
    <message>
        <source>Take out of “{name}”</source>
        <translation>Забрати з «{name}»</translation>
    </message>
    <message>
        <source>Take the correction back</source>
        <translation>Забрати виправлення</translation>
    </message>
    <message>
        <source>Take {mood} away</source>
        <translation>Забрати {mood}</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Навчити</translation>
    </message>
    <message>
        <source>Teach it your moods</source>
        <translation>Навчити вашим настроям</translation>
    </message>
    <message>
        <source>Teach the model your {number} corrections?</source>
        <translation>Навчити модель на ваших виправленнях ({number})?</translation>
    </message>
    <message>
        <source>Tempo within</source>
        <translation>Темп у межах</translation>
    </message>
    <message>
        <source>Ten genres</source>
        <translation>Десять жанрів</translation>
    </message>
    <message>
        <source>Tension</source>
        <translation>Напруга</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Текст (*.txt)</translation>
    </message>
    <message>
        <source>Text of old tags</source>
        <translation>Текст старих тегів</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Розмір тексту</translation>
    </message>
    <message>
        <source>Thai (Windows-874)</source>
        <translation>Тайська (Windows-874)</translation>
    </message>
    <message>
        <source>That was corrected anew since; it stays.</source>
        <translation>Це відтоді виправили знову; воно лишається.</translation>
    </message>
    <message>
        <source>That was the last song of the list.</source>
        <translation>Це була остання пісня списку.</translation>
    </message>
    <message>
        <source>The PortAudio library was not found, so playback is silent; install it (on Debian: libportaudio2) and start again.</source>
        <translation>Бібліотеку PortAudio не знайдено, тож відтворення беззвучне; встановіть її (у Debian: libportaudio2) і запустіть знову.</translation>
    </message>
    <message>
        <source>The analysis could not be started: {why}.</source>
        <translation>Аналіз не вдалося запустити: {why}.</translation>
    </message>
    <message>
        <source>The analysis goes on with {model}.</source>
        <extracomment>Counts are read again at most so often while the analysis runs. So many refusals of a scan are told one by one.</extracomment>
        <translation>Аналіз триває з {model}.</translation>
    </message>
    <message>
        <source>The analysis process and the window disagree: {message}.</source>
        <extracomment>A child that is silent for so long hangs and is ended; it ends workers that hang before that.</extracomment>
        <translation>Процес аналізу і вікно не розуміють одне одного: {message}.</translation>
    </message>
    <message>
        <source>The analysis process ended before it could tell; ask again.</source>
        <extracomment>Why a moment of a song cannot be told of.</extracomment>
        <translation>Процес аналізу завершився раніше, ніж зміг відповісти; запитайте знову.</translation>
    </message>
    <message>
        <source>The analysis process ended twice before its first song; {log} says why.</source>
        <translation>Процес аналізу двічі завершився до першої пісні; причина в {log}.</translation>
    </message>
    <message>
        <source>The analysis process ended unexpectedly and is started again.</source>
        <translation>Процес аналізу несподівано завершився й запускається знову.</translation>
    </message>
    <message>
        <source>The cache is empty.</source>
        <translation>Кеш порожній.</translation>
    </message>
    <message>
        <source>The chosen songs</source>
        <translation>Вибрані пісні</translation>
    </message>
    <message>
        <source>The crates were changed back.</source>
        <translation>Зміну добірок скасовано.</translation>
    </message>
    <message>
        <source>The demo tracks could not be copied to {folder} ({reason}).</source>
        <translation>Демонстраційні пісні не вдалося скопіювати до {folder} ({reason}).</translation>
    </message>
    <message>
        <source>The file says nothing of this yet</source>
        <translation>Файл ще нічого про це не каже</translation>
    </message>
    <message numerus="yes">
        <source>The files of %n song(s) say it already: “Undo last write” takes that back.</source>
        <translation>
            <numerusform>Файл %n пісні вже каже це: «Скасувати останній запис» забере це назад.</numerusform>
            <numerusform>Файли %n пісень уже кажуть це: «Скасувати останній запис» забере це назад.</numerusform>
            <numerusform>Файли %n пісень уже кажуть це: «Скасувати останній запис» забере це назад.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder that holds the corpora</source>
        <translation>Тека, де лежать корпуси</translation>
    </message>
    <message>
        <source>The guide is in English.</source>
        <translation>Посібник англійською.</translation>
    </message>
    <message>
        <source>The input {label} could not be opened.</source>
        <extracomment>How often something new is told, in seconds, and how often the nets are asked.</extracomment>
        <translation>Не вдалося відкрити вхід {label}.</translation>
    </message>
    <message>
        <source>The input {label} went away, so Moodline stopped listening.</source>
        <translation>Вхід {label} зник, тож Moodline більше не слухає.</translation>
    </message>
    <message>
        <source>The layout “{name}” is kept.</source>
        <translation>Розкладку «{name}» збережено.</translation>
    </message>
    <message>
        <source>The layout “{name}” was deleted.</source>
        <translation>Розкладку «{name}» видалено.</translation>
    </message>
    <message>
        <source>The live estimate ended; {log} says why.</source>
        <translation>Жива оцінка припинилася; причина в {log}.</translation>
    </message>
    <message>
        <source>The model that ships</source>
        <translation>Модель із комплекту</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>Картка моделі</translation>
    </message>
    <message>
        <source>The moods</source>
        <translation>Настрої</translation>
    </message>
    <message>
        <source>The output {label} cannot be opened, so playback is silent; another program may be holding it ({error}).</source>
        <translation>Вихід {label} не вдалося відкрити, тож відтворення беззвучне; можливо, його тримає інша програма ({error}).</translation>
    </message>
    <message>
        <source>The output {label} went away, so playback goes on silently; choose an output to hear it again.</source>
        <translation>Вихід {label} зник, тож відтворення триває беззвучно; виберіть вихід, щоб знову чути.</translation>
    </message>
    <message>
        <source>The output {label} went away; the song now plays on {other}.</source>
        <translation>Вихід {label} зник; пісня тепер грає через {other}.</translation>
    </message>
    <message>
        <source>The package sounddevice is not installed, so playback is silent; install it to hear the songs.</source>
        <extracomment>Whole sentences about the sound, which a process without a language says, too.</extracomment>
        <translation>Пакунок sounddevice не встановлено, тож відтворення беззвучне; встановіть його, щоб чути пісні.</translation>
    </message>
    <message>
        <source>The page of the guide</source>
        <translation>Сторінка посібника</translation>
    </message>
    <message>
        <source>The playlist may then be moved together with its music</source>
        <translation>Тоді список можна переносити разом із музикою</translation>
    </message>
    <message>
        <source>The report could not be saved ({reason}).</source>
        <translation>Звіт не вдалося зберегти ({reason}).</translation>
    </message>
    <message>
        <source>The same as JSON Lines with typed columns, for data frames; needs moodline[parquet].</source>
        <translation>Те саме, що JSON Lines, зі стовпцями з типами, для фреймів даних; потребує moodline[parquet].</translation>
    </message>
    <message>
        <source>The same key, its relative, a fifth up or down</source>
        <translation>Та сама тональність, паралельна, квінта вгору чи вниз</translation>
    </message>
    <message>
        <source>The sheet is back.</source>
        <translation>Аркуш повернуто.</translation>
    </message>
    <message>
        <source>The sheet is kept.</source>
        <translation>Аркуш збережено.</translation>
    </message>
    <message>
        <source>The sheet of {day} was deleted.</source>
        <translation>Аркуш за {day} видалено.</translation>
    </message>
    <message>
        <source>The song has no curve yet; analyse it first.</source>
        <translation>Пісня ще не має кривої; спершу проаналізуйте її.</translation>
    </message>
    <message>
        <source>The song is heard again: {share} %</source>
        <translation>Пісню слухають знову: {share} %</translation>
    </message>
    <message>
        <source>The song is heard again…</source>
        <translation>Пісню слухають знову…</translation>
    </message>
    <message>
        <source>The songs that you corrected by hand are the ratings</source>
        <translation>Оцінки — це пісні, які ви виправили вручну</translation>
    </message>
    <message>
        <source>The sound system does not answer.</source>
        <translation>Звукова система не відповідає.</translation>
    </message>
    <message>
        <source>The sound system does not answer; playback is silent.</source>
        <translation>Звукова система не відповідає; відтворення беззвучне.</translation>
    </message>
    <message>
        <source>The start of all randomness</source>
        <translation>Початок усякої випадковості</translation>
    </message>
    <message>
        <source>The system&apos;s default</source>
        <translation>Системний</translation>
    </message>
    <message>
        <source>The system&apos;s input could not be opened.</source>
        <translation>Не вдалося відкрити вхід системи.</translation>
    </message>
    <message>
        <source>The system&apos;s language</source>
        <translation>Мова системи</translation>
    </message>
    <message>
        <source>The training could not be started: {why}.</source>
        <translation>Навчання не вдалося запустити: {why}.</translation>
    </message>
    <message>
        <source>The training ended because of a mistake of Moodline&apos;s own; {log} says which. What it had finished is kept.</source>
        <translation>Навчання зупинилося через помилку самого Moodline; яку саме, каже {log}. Готове збережено.</translation>
    </message>
    <message>
        <source>The training process and the window disagree: {message}.</source>
        <extracomment>A child that is asked to stop may finish its step for so long.</extracomment>
        <translation>Процес навчання і вікно не розуміють одне одного: {message}.</translation>
    </message>
    <message>
        <source>The training process was ended from outside, perhaps because the memory was full. What it had finished is kept: start the same training again to go on.</source>
        <translation>Процес навчання завершено ззовні, можливо, через брак пам’яті. Готове збережено: почніть те саме навчання знову, щоб продовжити.</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>Звичайні</translation>
    </message>
    <message>
        <source>There is a layout “{name}” already; choose another name.</source>
        <translation>Розкладка «{name}» вже є; виберіть іншу назву.</translation>
    </message>
    <message>
        <source>There is no journey yet.</source>
        <translation>Мандрівки ще немає.</translation>
    </message>
    <message>
        <source>There is no other song yet to compare with {where}.</source>
        <translation>Ще немає іншої пісні, щоб порівняти з {where}.</translation>
    </message>
    <message>
        <source>There is no other song yet whose mood could be kept.</source>
        <translation>Ще немає іншої пісні, настрій якої можна було б тримати.</translation>
    </message>
    <message>
        <source>This computer has no battery.</source>
        <translation>У цього комп’ютера немає батареї.</translation>
    </message>
    <message>
        <source>This deletes the library with all analyses, corrections, crates and session sheets, your own models, the settings and the journal. What was written into files can no longer be undone. Moodline ends.</source>
        <translation>Це видалить бібліотеку з усіма аналізами, виправленнями, добірками та аркушами сеансів, власні моделі, налаштування й журнал. Записане у файли вже не можна буде скасувати. Moodline завершиться.</translation>
    </message>
    <message>
        <source>This desktop does not tell whether it is used.</source>
        <translation>Це середовище не повідомляє, чи ним користуються.</translation>
    </message>
    <message numerus="yes">
        <source>This is about %n song(s).</source>
        <extracomment>So many songs are corrected at once only when the user agrees.</extracomment>
        <translation>
            <numerusform>Це стосується %n пісні.</numerusform>
            <numerusform>Це стосується %n пісень.</numerusform>
            <numerusform>Це стосується %n пісень.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is all that the report says: no titles, no paths of music, no names. Copy it into a message to whoever helps you; Moodline itself sends nothing.</source>
        <translation>Це все, що каже звіт: жодних назв, шляхів до музики чи імен. Скопіюйте його в повідомлення тому, хто вам допомагає; сам Moodline нічого не надсилає.</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Позначити всі</translation>
    </message>
    <message>
        <source>Tick at least one corpus.</source>
        <translation>Позначте принаймні один корпус.</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Зняти всі позначки</translation>
    </message>
    <message>
        <source>Tidy moods</source>
        <translation>Упорядкувати настрої</translation>
    </message>
    <message>
        <source>Tidy moods…</source>
        <translation>Упорядкувати настрої…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Час</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Лишилося часу</translation>
    </message>
    <message>
        <source>Time so far</source>
        <translation>Минуло часу</translation>
    </message>
    <message>
        <source>Title</source>
        <extracomment>The column of each mood&apos;s score.
----------
The field of which a column shows what it is to say.</extracomment>
        <translation>Назва</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Куди</translation>
    </message>
    <message>
        <source>To be written</source>
        <extracomment>What the columns are called to those who hear one heading at a time.</extracomment>
        <translation>Буде записано</translation>
    </message>
    <message>
        <source>Too loud</source>
        <translation>Надто гучно</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Tracks done</source>
        <translation>Треків готово</translation>
    </message>
    <message>
        <source>Trail through a crate</source>
        <translation>Стежка добіркою</translation>
    </message>
    <message>
        <source>Train a recipe</source>
        <translation>Навчити за рецептом</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Навчання</translation>
    </message>
    <message>
        <source>Training and models</source>
        <translation>Навчання й моделі</translation>
    </message>
    <message>
        <source>Training {name}</source>
        <translation>Навчання {name}</translation>
    </message>
    <message>
        <source>Training {name}, {share} %</source>
        <translation>Навчання {name}, {share} %</translation>
    </message>
    <message>
        <source>Traktor playlist (NML)</source>
        <translation>Список Traktor (NML)</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Керування відтворенням</translation>
    </message>
    <message>
        <source>Try failed songs again</source>
        <translation>Спробувати невдалі ще раз</translation>
    </message>
    <message>
        <source>Try the demo tracks</source>
        <translation>Спробувати демотреки</translation>
    </message>
    <message>
        <source>Turkish (Windows-1254)</source>
        <translation>Турецька (Windows-1254)</translation>
    </message>
    <message>
        <source>U: down first, then up</source>
        <translation>U: спершу вниз, тоді вгору</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>Скасувати зміну</translation>
    </message>
    <message>
        <source>Undo journal</source>
        <translation>Журнал скасувань</translation>
    </message>
    <message>
        <source>Undo last write</source>
        <translation>Скасувати останній запис</translation>
    </message>
    <message>
        <source>Undo this write</source>
        <translation>Скасувати цей запис</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Скасування</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Увімкнути звук</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Непевні</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Угору</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>Узяти їх</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Узяти цю модель</translation>
    </message>
    <message>
        <source>Usual spectrogram</source>
        <translation>Звичайна спектрограма</translation>
    </message>
    <message>
        <source>Valence</source>
        <extracomment>A tenth of the song at either end tells where it begins and ends; less than this is no change.</extracomment>
        <translation>Валентність</translation>
    </message>
    <message>
        <source>Valence in the file</source>
        <translation>Валентність у файлі</translation>
    </message>
    <message>
        <source>Valence {valence}, arousal {arousal}: nine songs in ten, of those {model} had never heard, lay so near.</source>
        <translation>Валентність {valence}, збудження {arousal}: так близько були дев’ять пісень із десяти з тих, яких {model} ніколи не чула.</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>Перевірка</translation>
    </message>
    <message>
        <source>Various artists</source>
        <translation>Різні виконавці</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версія</translation>
    </message>
    <message>
        <source>Vietnamese (Windows-1258)</source>
        <translation>В’єтнамська (Windows-1258)</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Гучність</translation>
    </message>
    <message>
        <source>Waits for mains power</source>
        <translation>Чекає на живлення від мережі</translation>
    </message>
    <message>
        <source>Waits until nobody uses the computer</source>
        <translation>Чекає, доки комп’ютером ніхто не користуватиметься</translation>
    </message>
    <message>
        <source>Watch a model learn</source>
        <translation>Дивитися, як учиться модель</translation>
    </message>
    <message>
        <source>Watch the folders</source>
        <translation>Стежити за теками</translation>
    </message>
    <message>
        <source>Watched folders: {words}.</source>
        <translation>Теки під наглядом: {words}.</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>Спостереження</translation>
    </message>
    <message>
        <source>Wave: up and down twice</source>
        <translation>Хвиля: двічі вгору та вниз</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Форма хвилі</translation>
    </message>
    <message>
        <source>Western European (Windows-1252)</source>
        <translation>Західноєвропейські (Windows-1252)</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>The table&apos;s least height; on a low page all scrolls.</extracomment>
        <translation>Що</translation>
    </message>
    <message>
        <source>What does your music feel like?</source>
        <translation>Яка на відчуття ваша музика?</translation>
    </message>
    <message>
        <source>What dragging does</source>
        <translation>Що робить перетягування</translation>
    </message>
    <message>
        <source>What is to be made</source>
        <translation>Що робити</translation>
    </message>
    <message>
        <source>What moves valence and arousal</source>
        <translation>Що рухає валентність і збудження</translation>
    </message>
    <message>
        <source>What moves valence and arousal at {time}</source>
        <translation>Що рухає валентність і збудження о {time}</translation>
    </message>
    <message>
        <source>What was analysed, by the hash of the sound: another machine need not do it again.</source>
        <translation>Що проаналізовано, за гешем звуку: іншій машині не треба робити це знову.</translation>
    </message>
    <message>
        <source>What would you like to try first?</source>
        <translation>Що спробуєте спершу?</translation>
    </message>
    <message>
        <source>Wheel zooms, hold H to listen, arrows walk, Enter plays</source>
        <translation>Коліщатко змінює масштаб, H — слухати, стрілки ведуть, Enter грає</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Коли</translation>
    </message>
    <message>
        <source>Where it stands on the mood plane</source>
        <translation>Де це на площині настроїв</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Хто</translation>
    </message>
    <message>
        <source>Who (optional)</source>
        <translation>Хто (необов’язково)</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Чому</translation>
    </message>
    <message>
        <source>Why at this moment</source>
        <translation>Чому в цю мить</translation>
    </message>
    <message>
        <source>Why at this moment: the song is heard again for that</source>
        <translation>Чому в цю мить: для цього пісню слухають знову</translation>
    </message>
    <message>
        <source>Why this emotion</source>
        <translation>Чому така емоція</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Чому?</translation>
    </message>
    <message>
        <source>Write another word beside one to rename it in all files; two that become the same are one. You review it before anything is written.</source>
        <translation>Впишіть поруч зі словом інше, щоб перейменувати його в усіх файлах; два однакові стануть одним. Перед записом ви все переглянете.</translation>
    </message>
    <message>
        <source>Writes, the last first</source>
        <translation>Записи, останній перший</translation>
    </message>
    <message>
        <source>Writing tags</source>
        <translation>Запис тегів</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Записано до {path}.</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Рік</translation>
    </message>
    <message>
        <source>Your music and what is written in its tags stay as they are. Recordings of live input are yours: they lie in the folder that you chose for them.</source>
        <translation>Ваша музика й записане в її теги лишаються як є. Записи живого входу — ваші: вони лежать у теці, яку ви для них вибрали.</translation>
    </message>
    <message>
        <source>Your ratings</source>
        <translation>Ваші оцінки</translation>
    </message>
    <message>
        <source>Zoom in on frequencies</source>
        <translation>Збільшити частоти</translation>
    </message>
    <message>
        <source>Zoom out of frequencies</source>
        <translation>Зменшити частоти</translation>
    </message>
    <message>
        <source>a brighter sound</source>
        <extracomment>How a sound differs from the middle, in &quot;Why?&quot;.</extracomment>
        <translation>яскравіший звук</translation>
    </message>
    <message>
        <source>a calmer line</source>
        <translation>спокійніша мелодія</translation>
    </message>
    <message>
        <source>a clearer beat</source>
        <translation>чіткіший ритм</translation>
    </message>
    <message>
        <source>a clearer key</source>
        <translation>чіткіша тональність</translation>
    </message>
    <message>
        <source>a copy of the numbers for Quod Libet</source>
        <translation>копія чисел для Quod Libet</translation>
    </message>
    <message>
        <source>a darker sound</source>
        <translation>темніший звук</translation>
    </message>
    <message>
        <source>a freer beat</source>
        <translation>вільніший ритм</translation>
    </message>
    <message>
        <source>a higher register</source>
        <translation>вищий регістр</translation>
    </message>
    <message>
        <source>a loudness that moves more</source>
        <translation>рухливіша гучність</translation>
    </message>
    <message>
        <source>a lower register</source>
        <translation>нижчий регістр</translation>
    </message>
    <message>
        <source>a noisier, rougher sound</source>
        <translation>шумніший, грубіший звук</translation>
    </message>
    <message>
        <source>a purer sound</source>
        <translation>чистіший звук</translation>
    </message>
    <message>
        <source>a quicker pulse</source>
        <translation>швидший пульс</translation>
    </message>
    <message>
        <source>a score for each mood</source>
        <translation>бал для кожного настрою</translation>
    </message>
    <message>
        <source>a slower pulse</source>
        <translation>повільніший пульс</translation>
    </message>
    <message>
        <source>a sound that changes more</source>
        <translation>звук, що більше змінюється</translation>
    </message>
    <message>
        <source>a steadier sound</source>
        <translation>рівніший звук</translation>
    </message>
    <message>
        <source>a vaguer key</source>
        <translation>розмитіша тональність</translation>
    </message>
    <message>
        <source>a written file has the time of the write</source>
        <translation>записаний файл має час запису</translation>
    </message>
    <message>
        <source>a written file is a second younger, so that servers look at it again</source>
        <translation>записаний файл на секунду молодший, щоб сервери глянули на нього знову</translation>
    </message>
    <message>
        <source>after the first epoch</source>
        <translation>після першої епохи</translation>
    </message>
    <message>
        <source>all songs, to be kept</source>
        <translation>усі пісні, залишається</translation>
    </message>
    <message>
        <source>already so</source>
        <extracomment>The least width that shows a column, and the one it has where there is room. The table&apos;s least height: a heading and a row.</extracomment>
        <translation>уже так</translation>
    </message>
    <message>
        <source>an evener loudness</source>
        <translation>рівніша гучність</translation>
    </message>
    <message>
        <source>analysing {share} %</source>
        <translation>аналіз {share} %</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>гнівний</translation>
    </message>
    <message>
        <source>arousal</source>
        <translation>збудження</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>як опубліковано</translation>
    </message>
    <message>
        <source>at least </source>
        <translation>щонайменше </translation>
    </message>
    <message>
        <source>beats per minute, where there is none</source>
        <translation>удари за хвилину, де їх немає</translation>
    </message>
    <message>
        <source>bpm</source>
        <translation>темп</translation>
    </message>
    <message>
        <source>build</source>
        <extracomment>The names of sets.</extracomment>
        <translation>підйом</translation>
    </message>
    <message>
        <source>by rank</source>
        <translation>за місцем</translation>
    </message>
    <message>
        <source>by song</source>
        <extracomment>A run&apos;s parts in words.</extracomment>
        <translation>за піснею</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>спокійний</translation>
    </message>
    <message>
        <source>calmer</source>
        <translation>спокійніше</translation>
    </message>
    <message>
        <source>can be undone</source>
        <translation>можна скасувати</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>змінено</translation>
    </message>
    <message>
        <source>chorus, drop, bridge</source>
        <translation>приспів, дроп, бридж</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>коментар</translation>
    </message>
    <message>
        <source>cool down</source>
        <translation>заспокоєння</translation>
    </message>
    <message>
        <source>crate</source>
        <translation>добірка</translation>
    </message>
    <message>
        <source>done</source>
        <translation>завершено</translation>
    </message>
    <message>
        <source>dreamy</source>
        <translation>мрійливий</translation>
    </message>
    <message>
        <source>energetic</source>
        <translation>енергійний</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>енергія</translation>
    </message>
    <message>
        <source>energy level, where there is none</source>
        <translation>рівень енергії, де його немає</translation>
    </message>
    <message>
        <source>energy {energy}</source>
        <translation>енергія {energy}</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>епоха</translation>
    </message>
    <message>
        <source>everything else</source>
        <extracomment>The longest bar stands for so much, or for the strongest reason.</extracomment>
        <translation>усе інше</translation>
    </message>
    <message>
        <source>exuberant</source>
        <translation>піднесено</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>помилка</translation>
    </message>
    <message>
        <source>fewer notes and strokes</source>
        <translation>менше нот і ударів</translation>
    </message>
    <message>
        <source>fewer voices at once</source>
        <translation>менше голосів разом</translation>
    </message>
    <message>
        <source>files keep their time</source>
        <translation>файли зберігають свій час</translation>
    </message>
    <message>
        <source>fold</source>
        <translation>блок</translation>
    </message>
    <message>
        <source>genre</source>
        <translation>жанр</translation>
    </message>
    <message>
        <source>grouping</source>
        <translation>групування</translation>
    </message>
    <message>
        <source>happy</source>
        <extracomment>The names in tags and searches, which are English everywhere; on the screen, ``mood_word``.</extracomment>
        <translation>щасливий</translation>
    </message>
    <message>
        <source>harmonies that change less</source>
        <translation>гармонія змінюється менше</translation>
    </message>
    <message>
        <source>harmonies that change more</source>
        <translation>гармонія змінюється більше</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>відкладене</translation>
    </message>
    <message>
        <source>high arousal</source>
        <translation>сильне збудження</translation>
    </message>
    <message>
        <source>how far valence and arousal move</source>
        <translation>як далеко рухаються валентність і збудження</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>у вжитку</translation>
    </message>
    <message>
        <source>its accents</source>
        <translation>акценти</translation>
    </message>
    <message>
        <source>its chord colours</source>
        <translation>барви акордів</translation>
    </message>
    <message>
        <source>its colour changes</source>
        <translation>зміни тембру</translation>
    </message>
    <message>
        <source>its dissonance</source>
        <translation>дисонанс</translation>
    </message>
    <message>
        <source>its harmonic movement</source>
        <translation>рух гармонії</translation>
    </message>
    <message>
        <source>its instruments and style</source>
        <translation>інструменти й стиль</translation>
    </message>
    <message>
        <source>its key clarity</source>
        <translation>чіткість тональності</translation>
    </message>
    <message>
        <source>its loudness</source>
        <translation>гучність</translation>
    </message>
    <message>
        <source>its loudness movement</source>
        <translation>рух гучності</translation>
    </message>
    <message>
        <source>its melodic movement</source>
        <translation>рух мелодії</translation>
    </message>
    <message>
        <source>its mode</source>
        <translation>лад</translation>
    </message>
    <message>
        <source>its noisiness</source>
        <translation>шумність</translation>
    </message>
    <message>
        <source>its note density</source>
        <translation>густота нот</translation>
    </message>
    <message>
        <source>its pulse</source>
        <translation>пульс</translation>
    </message>
    <message>
        <source>its register</source>
        <translation>регістр</translation>
    </message>
    <message>
        <source>its tempo</source>
        <translation>темп</translation>
    </message>
    <message>
        <source>its texture</source>
        <translation>фактура</translation>
    </message>
    <message>
        <source>its tone colour</source>
        <translation>тембр</translation>
    </message>
    <message>
        <source>kept: {reason}</source>
        <translation>збережено: {reason}</translation>
    </message>
    <message>
        <source>key</source>
        <translation>тональність</translation>
    </message>
    <message>
        <source>key {key}</source>
        <translation>клавіша {key}</translation>
    </message>
    <message>
        <source>key, where there is none</source>
        <translation>тональність, де її немає</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>навчання</translation>
    </message>
    <message>
        <source>left as it is</source>
        <extracomment>A quadrant named with less confidence than this is more likely wrong than right.</extracomment>
        <translation>лишається як є</translation>
    </message>
    <message>
        <source>less pleasant</source>
        <translation>менш приємно</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>ліцензію не вказано</translation>
    </message>
    <message>
        <source>livelier</source>
        <translation>жвавіше</translation>
    </message>
    <message>
        <source>longest step {size}</source>
        <translation>найдовший крок {size}</translation>
    </message>
    <message>
        <source>louder</source>
        <translation>гучніше</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>вручну</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>відсутнє</translation>
    </message>
    <message>
        <source>model</source>
        <translation>модель</translation>
    </message>
    <message>
        <source>mood</source>
        <translation>настрій</translation>
    </message>
    <message>
        <source>mood words</source>
        <translation>слова настрою</translation>
    </message>
    <message>
        <source>mood words of others stay, and then ours are not written</source>
        <translation>чужі слова лишаються, а наші тоді не пишуться</translation>
    </message>
    <message>
        <source>mood {moods}</source>
        <translation>настрій {moods}</translation>
    </message>
    <message>
        <source>moods in a marked block of the comment</source>
        <translation>настрої в позначеному блоці коментаря</translation>
    </message>
    <message>
        <source>moods in a marked block of the grouping</source>
        <translation>настрої в позначеному блоці групування</translation>
    </message>
    <message>
        <source>more consonance</source>
        <translation>більше консонансу</translation>
    </message>
    <message>
        <source>more dissonance</source>
        <translation>більше дисонансу</translation>
    </message>
    <message>
        <source>more notes and strokes</source>
        <translation>більше нот і ударів</translation>
    </message>
    <message>
        <source>more pleasant</source>
        <extracomment>How a song of a journey differs from the one before.</extracomment>
        <translation>приємніше</translation>
    </message>
    <message>
        <source>more voices at once</source>
        <translation>більше голосів разом</translation>
    </message>
    <message>
        <source>my ratings</source>
        <translation>мої оцінки</translation>
    </message>
    <message>
        <source>new: {fields}</source>
        <translation>нове: {fields}</translation>
    </message>
    <message>
        <source>no moods known</source>
        <translation>настрої невідомі</translation>
    </message>
    <message>
        <source>no session yet</source>
        <translation>ще немає сеансів</translation>
    </message>
    <message>
        <source>none</source>
        <translation>немає</translation>
    </message>
    <message>
        <source>nostalgic</source>
        <translation>ностальгійний</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>не встановлено</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>не вказано</translation>
    </message>
    <message>
        <source>nothing chosen, each from 1 to 9. Arrows move it.</source>
        <translation>нічого не вибрано, кожне від 1 до 9. Рухають стрілки.</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>нічого нового</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>ще нічого</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>числа</translation>
    </message>
    <message>
        <source>only what is empty is written</source>
        <translation>пишеться лише в порожнє</translation>
    </message>
    <message>
        <source>opening the input…</source>
        <translation>відкривається вхід…</translation>
    </message>
    <message>
        <source>others</source>
        <extracomment>So many genres or crates have a colour of their own; the eye tells no more apart.</extracomment>
        <translation>інші</translation>
    </message>
    <message>
        <source>others wrote it</source>
        <translation>записали інші</translation>
    </message>
    <message>
        <source>ours are added to the mood words of others</source>
        <translation>наші слова додаються до чужих</translation>
    </message>
    <message>
        <source>ours take the place of the mood words in a file</source>
        <extracomment>By which rules a profile writes, and what the built-in ones are for.</extracomment>
        <translation>наші слова стають на місце слів настрою у файлі</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>вершина</translation>
    </message>
    <message>
        <source>pleasant</source>
        <translation>приємно</translation>
    </message>
    <message>
        <source>pleasure {pleasure}, arousal {arousal}, each from 1 to 9. Arrows move it.</source>
        <translation>приємність {pleasure}, збудження {arousal}, кожне від 1 до 9. Рухають стрілки.</translation>
    </message>
    <message>
        <source>queued</source>
        <extracomment>States of tracks and of training runs.</extracomment>
        <translation>у черзі</translation>
    </message>
    <message>
        <source>quodlibet</source>
        <translation>quodlibet</translation>
    </message>
    <message>
        <source>range {number} dB</source>
        <translation>діапазон {number} дБ</translation>
    </message>
    <message>
        <source>ranges</source>
        <translation>розмах</translation>
    </message>
    <message>
        <source>rather major</source>
        <translation>радше мажор</translation>
    </message>
    <message>
        <source>rather minor</source>
        <translation>радше мінор</translation>
    </message>
    <message>
        <source>rekordbox XML</source>
        <translation>rekordbox XML</translation>
    </message>
    <message>
        <source>running</source>
        <translation>виконується</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>сумний</translation>
    </message>
    <message>
        <source>said by hand</source>
        <translation>сказано вручну</translation>
    </message>
    <message>
        <source>score</source>
        <translation>бал</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>бали</translation>
    </message>
    <message>
        <source>sharper accents</source>
        <translation>різкіші акценти</translation>
    </message>
    <message>
        <source>silent</source>
        <extracomment>The bar begins here; from here on it warns. What the bar falls by, from one block to the next.</extracomment>
        <translation>без звуку</translation>
    </message>
    <message>
        <source>sleepiness</source>
        <translation>сонливість</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>тихіше</translation>
    </message>
    <message>
        <source>softer accents</source>
        <translation>м’якші акценти</translation>
    </message>
    <message>
        <source>solemn</source>
        <translation>урочистий</translation>
    </message>
    <message>
        <source>spelling</source>
        <translation>написання</translation>
    </message>
    <message>
        <source>staged</source>
        <translation>до запису</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>застаріло</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>запускається</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>зупинено</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>зупиняється</translation>
    </message>
    <message>
        <source>tempo</source>
        <translation>темп</translation>
    </message>
    <message>
        <source>tender</source>
        <translation>ніжний</translation>
    </message>
    <message>
        <source>tense</source>
        <extracomment>Up to so many songs in view are dots of their own; up to so many have a title. The corners are named while at least so much of the plane is in view. What the corners of the plane of valence and arousal are called.</extracomment>
        <translation>тривожний</translation>
    </message>
    <message>
        <source>tension</source>
        <translation>напруга</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>початок</translation>
    </message>
    <message>
        <source>the emotion over time</source>
        <translation>емоція в часі</translation>
    </message>
    <message>
        <source>the model’s guess</source>
        <translation>здогад моделі</translation>
    </message>
    <message>
        <source>there is one already</source>
        <translation>уже є</translation>
    </message>
    <message>
        <source>timeline</source>
        <translation>перебіг</translation>
    </message>
    <message>
        <source>to</source>
        <translation>до</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>непевно</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>скасовано</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>Several arrow keys in a row are one move.</extracomment>
        <translation>невідомо</translation>
    </message>
    <message>
        <source>unpleasant</source>
        <translation>неприємно</translation>
    </message>
    <message>
        <source>valence</source>
        <extracomment>What a field of a file is about, in the review and in profiles.
----------
The kinds of axes and of colours.</extracomment>
        <translation>валентність</translation>
    </message>
    <message>
        <source>valence and arousal</source>
        <translation>валентність і збудження</translation>
    </message>
    <message>
        <source>valence {valence}, arousal {arousal}</source>
        <translation>валентність {valence}, збудження {arousal}</translation>
    </message>
    <message>
        <source>valence →   arousal ↑</source>
        <translation>валентність →   збудження ↑</translation>
    </message>
    <message>
        <source>version {version}, ships with Moodline</source>
        <translation>версія {version}, з комплекту Moodline</translation>
    </message>
    <message>
        <source>version {version}, trained here</source>
        <translation>версія {version}, навчена тут</translation>
    </message>
    <message>
        <source>waits: playing</source>
        <extracomment>Of a file that cannot be written now; the window&apos;s own word, where the engine&apos;s stand.</extracomment>
        <translation>чекає: грає</translation>
    </message>
    <message>
        <source>wave</source>
        <translation>хвиля</translation>
    </message>
    <message>
        <source>what cannot be tagged gets a file NAME.mood.json beside it</source>
        <translation>що не можна позначити, дістає поруч файл НАЗВА.mood.json</translation>
    </message>
    <message>
        <source>what is less sure than {confidence} is not written</source>
        <translation>те, що менш певне за {confidence}, не пишеться</translation>
    </message>
    <message>
        <source>what was corrected by hand elsewhere is never overwritten</source>
        <translation>виправлене вручну деінде ніколи не перезаписується</translation>
    </message>
    <message>
        <source>which model said it, when and how</source>
        <translation>яка модель це сказала, коли і як</translation>
    </message>
    <message>
        <source>wider steps and leaps</source>
        <translation>ширші кроки й стрибки</translation>
    </message>
    <message>
        <source>written</source>
        <translation>записано</translation>
    </message>
    <message>
        <source>year</source>
        <translation>рік</translation>
    </message>
    <message>
        <source>{before}, then {after}</source>
        <translation>{before}, тоді {after}</translation>
    </message>
    <message>
        <source>{counts} · {number} ticked</source>
        <translation>{counts} · позначено: {number}</translation>
    </message>
    <message>
        <source>{decade}0s</source>
        <translation>{decade}-ті</translation>
    </message>
    <message>
        <source>{folder} is back.</source>
        <translation>{folder} знову тут.</translation>
    </message>
    <message>
        <source>{folder} is not there; connect its disk, look again.</source>
        <translation>{folder} немає; під’єднайте диск і гляньте знову.</translation>
    </message>
    <message>
        <source>{folder} was taken away. Moodline waits for it.</source>
        <translation>{folder} забрано. Moodline чекає на неї.</translation>
    </message>
    <message numerus="yes">
        <source>{heading} of %n song(s)</source>
        <translation>
            <numerusform>{heading}: %n пісня</numerusform>
            <numerusform>{heading}: %n пісні</numerusform>
            <numerusform>{heading}: %n пісень</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>лишилося {hours} год {minutes} хв</translation>
    </message>
    <message>
        <source>{keys} belongs to “{command}”, which would be left without.</source>
        <translation>{keys} має «{command}», яка лишилася б без клавіш.</translation>
    </message>
    <message>
        <source>{level}; it was too loud for the input</source>
        <translation>{level}; для входу було надто гучно</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} до {high}</translation>
    </message>
    <message>
        <source>{metric}, less is better</source>
        <translation>{metric}, менше — краще</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>лишилося {minutes} хв</translation>
    </message>
    <message>
        <source>{model} has learnt.</source>
        <translation>{model} навчилася.</translation>
    </message>
    <message>
        <source>{model} is trained: {parameters} parameters from {clips} clips in {time}.</source>
        <translation>{model} навчено: параметрів {parameters}, кліпів {clips}, за {time}.</translation>
    </message>
    <message>
        <source>{model} is used from now on. What another model has analysed is stale.</source>
        <translation>Відтепер працює {model}. Те, що аналізувала інша модель, застаріло.</translation>
    </message>
    <message>
        <source>{mood} from {time}</source>
        <translation>{mood} від {time}</translation>
    </message>
    <message>
        <source>{mood}: the only mood</source>
        <translation>{mood}: єдиний настрій</translation>
    </message>
    <message>
        <source>{name} begins and ends near {last}</source>
        <translation>{name} починається й кінчається біля {last}</translation>
    </message>
    <message>
        <source>{name} falls from {first} to {last}</source>
        <translation>{name} спадає від {first} до {last}</translation>
    </message>
    <message>
        <source>{name} has its columns but no song: nothing in your library is analysed yet.</source>
        <translation>{name} має стовпці, але жодної пісні: у вашій бібліотеці ще нічого не проаналізовано.</translation>
    </message>
    <message>
        <source>{name} rises from {first} to {last}</source>
        <translation>{name} росте від {first} до {last}</translation>
    </message>
    <message>
        <source>{name} was exported.</source>
        <translation>{name} експортовано.</translation>
    </message>
    <message>
        <source>{number} already so</source>
        <translation>уже так: {number}</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} хв</translation>
    </message>
    <message numerus="yes">
        <source>{number} of %n file(s)</source>
        <translation>
            <numerusform>{number} з %n файлу</numerusform>
            <numerusform>{number} з %n файлів</numerusform>
            <numerusform>{number} з %n файлів</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number} of %n song(s) chosen</source>
        <translation>
            <numerusform>вибрано {number} з %n пісні</numerusform>
            <numerusform>вибрано {number} з %n пісень</numerusform>
            <numerusform>вибрано {number} з %n пісень</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} з {total}</translation>
    </message>
    <message>
        <source>{number} parameters</source>
        <translation>параметрів: {number}</translation>
    </message>
    <message>
        <source>{number} songs</source>
        <translation>пісень: {number}</translation>
    </message>
    <message>
        <source>{number} songs/min</source>
        <translation>{number} пісень/хв</translation>
    </message>
    <message>
        <source>{number} to change</source>
        <translation>змінити: {number}</translation>
    </message>
    <message>
        <source>{problem} (and {number} more files)</source>
        <translation>{problem} (і ще файлів: {number})</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>лишилося {seconds} с</translation>
    </message>
    <message>
        <source>{songs} rated songs in {folds} folds, no album on both sides.</source>
        <translation>Оцінених пісень {songs}, блоків {folds}, жодного альбому по обидва боки.</translation>
    </message>
    <message>
        <source>{songs} rated songs in {folds} folds, no song on both sides.</source>
        <translation>Оцінених пісень {songs}, блоків {folds}, жодної пісні по обидва боки.</translation>
    </message>
    <message>
        <source>{songs}.  {hint}</source>
        <translation>{songs}.  {hint}</translation>
    </message>
    <message>
        <source>{song}, added by you</source>
        <translation>{song}, додано вами</translation>
    </message>
    <message>
        <source>{time} of {length}</source>
        <translation>{time} з {length}</translation>
    </message>
    <message>
        <source>{title}: curves</source>
        <translation>{title}: криві</translation>
    </message>
    <message>
        <source>{way}, highest {highest} at {highest_at}, lowest {lowest} at {lowest_at}.</source>
        <translation>{way}, найбільше {highest} о {highest_at}, найменше {lowest} о {lowest_at}.</translation>
    </message>
    <message>
        <source>{where}. Arrows move it, and so does the mouse.</source>
        <translation>{where}. Рухають стрілки й миша.</translation>
    </message>
    <message>
        <source>{words}: valence {valence}, arousal {arousal}</source>
        <translation>{words}: валентність {valence}, збудження {arousal}</translation>
    </message>
    <message>
        <source>“{name}” was deleted. No song was touched.</source>
        <translation>«{name}» видалено. Жодної пісні не зачеплено.</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>«{title}»</translation>
    </message>
    <message>
        <source>“{title}” at {time}</source>
        <translation>«{title}» о {time}</translation>
    </message>
    <message>
        <source>−1 to 1, as in the example</source>
        <translation>від −1 до 1, як у прикладі</translation>
    </message>
</context>
</TS>
