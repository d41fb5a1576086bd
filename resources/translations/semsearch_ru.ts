<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>ArchiveMapView</name>
    <message>
        <source>Map of the archive</source>
        <translation>Карта архива</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Undo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>Что сделать?</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>Найти действие</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Действия</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>The first document</source>
        <translation>Первый документ</translation>
    </message>
    <message>
        <source>The second document</source>
        <translation>Второй документ</translation>
    </message>
    <message>
        <source>The texts are the same, word for word.</source>
        <translation>Тексты совпадают слово в слово.</translation>
    </message>
    <message>
        <source>Words that differ are marked.</source>
        <translation>Различия выделены.</translation>
    </message>
    <message>
        <source>Only the beginning was compared; the texts are long.</source>
        <translation>Сравнивалось только начало: тексты длинные.</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln документ</numerusform>
            <numerusform>%Ln документа</numerusform>
            <numerusform>%Ln документов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies</source>
        <translation>
            <numerusform>%Ln копию</numerusform>
            <numerusform>%Ln копии</numerusform>
            <numerusform>%Ln копий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln результат</numerusform>
            <numerusform>%Ln результата</numerusform>
            <numerusform>%Ln результатов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln группа</numerusform>
            <numerusform>%Ln группы</numerusform>
            <numerusform>%Ln групп</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s)</source>
        <translation>
            <numerusform>%Ln текст</numerusform>
            <numerusform>%Ln текста</numerusform>
            <numerusform>%Ln текстов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more like it</source>
        <translation>
            <numerusform>ещё %Ln такой же</numerusform>
            <numerusform>ещё %Ln таких же</numerusform>
            <numerusform>ещё %Ln таких же</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in the conversation</source>
        <translation>
            <numerusform>ещё %Ln в переписке</numerusform>
            <numerusform>ещё %Ln в переписке</numerusform>
            <numerusform>ещё %Ln в переписке</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln topic(s)</source>
        <translation>
            <numerusform>%Ln тема</numerusform>
            <numerusform>%Ln темы</numerusform>
            <numerusform>%Ln тем</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 за %2</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Нет дубликатов</translation>
    </message>
    <message>
        <source>%1, %2 could go</source>
        <translation>%1, можно убрать %2</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Keyword search ready; meaning %1%</source>
        <translation>Поиск по словам готов; по смыслу — %1%</translation>
    </message>
    <message>
        <source>Keyword search ready; meaning %1%, more is being learned</source>
        <translation>Поиск по словам готов; по смыслу — %1%, продолжаю</translation>
    </message>
    <message>
        <source>Keyword search ready; meaning %1%, %2</source>
        <translation>Поиск по словам готов; по смыслу — %1%, %2</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>dddd, d MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>Duplicates cannot be searched for</source>
        <translation>Не удаётся найти дубликаты</translation>
    </message>
    <message>
        <source>The documents cannot be compared</source>
        <translation>Не удаётся сравнить документы</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Comparing…</source>
        <translation>Сравниваю…</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Нет дубликатов</translation>
    </message>
    <message>
        <source>No two documents are the same at this setting. Compare by meaning to find those that say the same.</source>
        <translation>При этой настройке одинаковых документов нет. Сравните по смыслу, чтобы найти те, где сказано то же самое.</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Дубликаты</translation>
    </message>
    <message>
        <source>Nothing is ever deleted here.</source>
        <translation>Здесь ничего не удаляется.</translation>
    </message>
    <message>
        <source>Same text</source>
        <translation>Один текст</translation>
    </message>
    <message>
        <source>Documents with exactly the same text</source>
        <translation>Документы с одинаковым текстом</translation>
    </message>
    <message>
        <source>Same meaning</source>
        <translation>Один смысл</translation>
    </message>
    <message>
        <source>Documents that say the same in other words</source>
        <translation>Документы о том же другими словами</translation>
    </message>
    <message>
        <source>How similar duplicates have to be, in percent</source>
        <translation>Насколько похожи должны быть дубликаты, в процентах</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Не менее</translation>
    </message>
    <message>
        <source>Groups of duplicates</source>
        <translation>Группы дубликатов</translation>
    </message>
</context>
<context>
    <name>ExampleBar</name>
    <message>
        <source>Similar to</source>
        <translation>Похоже на</translation>
    </message>
    <message>
        <source>but not to</source>
        <translation>но не на</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>Take “%1” out</source>
        <translation>Убрать «%1»</translation>
    </message>
</context>
<context>
    <name>Facets</name>
    <message>
        <source>Person</source>
        <translation>Человек</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Вложения</translation>
    </message>
    <message>
        <source>With attachments</source>
        <translation>С вложениями</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>От: %1</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>Кому: %1</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>В папке: %1</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>Тема: %1</translation>
    </message>
    <message>
        <source>Before %1</source>
        <translation>До %1</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>После %1</translation>
    </message>
    <message>
        <source>Larger than %1</source>
        <translation>Больше %1</translation>
    </message>
    <message>
        <source>Smaller than %1</source>
        <translation>Меньше %1</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Письмо</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Вложение</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Документ</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>The model cannot be loaded</source>
        <translation>Не удаётся загрузить модель</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>Поиск не удался</translation>
    </message>
    <message>
        <source>The results cannot be counted</source>
        <translation>Не удаётся сосчитать результаты</translation>
    </message>
    <message>
        <source>Senders cannot be listed</source>
        <translation>Не удаётся показать отправителей</translation>
    </message>
    <message>
        <source>The document cannot be shown</source>
        <translation>Документ не показать</translation>
    </message>
    <message>
        <source>The reasons cannot be told</source>
        <translation>Не удаётся объяснить причину</translation>
    </message>
    <message>
        <source>The results were not saved</source>
        <translation>Результаты не сохранены</translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Сходство</translation>
    </message>
</context>
<context>
    <name>HitActions</name>
    <message>
        <source>Find similar</source>
        <translation>Найти похожие</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Больше таких</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Меньше таких</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Открыть файл</translation>
    </message>
    <message>
        <source>Open in the mail program</source>
        <translation>Открыть в почтовой программе</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Copy Message-ID</source>
        <translation>Скопировать Message-ID</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Скопировать путь</translation>
    </message>
    <message>
        <source>The file is not there any more</source>
        <translation>Файла больше нет на месте</translation>
    </message>
    <message>
        <source>No program is set up to open this</source>
        <translation>Нет программы, которая это откроет</translation>
    </message>
</context>
<context>
    <name>IndexProcess</name>
    <message>
        <source>The indexing process ended without a word.</source>
        <translation>Процесс индексирования завершился без объяснений.</translation>
    </message>
    <message>
        <source>The indexing process cannot be started: %1</source>
        <translation>Не удаётся запустить индексирование: %1</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Open this link?</source>
        <translation>Открыть ссылку?</translation>
    </message>
    <message>
        <source>This link is not opened, because it does not lead to a web page or an address.</source>
        <translation>Эта ссылка не открывается: она ведёт не на страницу и не на адрес.</translation>
    </message>
    <message>
        <source>The link leads to %1</source>
        <translation>Ссылка ведёт на %1</translation>
    </message>
</context>
<context>
    <name>Mailboxes</name>
    <message>
        <source>Mail folder</source>
        <translation>Папка с почтой</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>более %1</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something in semsearch went wrong; please report it</source>
        <translation>В semsearch что-то сломалось; пожалуйста, сообщите об этом</translation>
    </message>
    <message>
        <source>All actions…</source>
        <translation>Все действия…</translation>
    </message>
    <message>
        <source>Search for something else</source>
        <translation>Искать другое</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>Pause or resume indexing</source>
        <translation>Остановить или продолжить индексирование</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>Прервать индексирование сейчас</translation>
    </message>
    <message>
        <source>Look for changes now</source>
        <translation>Проверить изменения</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Закрыть окно</translation>
    </message>
    <message>
        <source>Choose a folder with mail or documents</source>
        <translation>Выберите папку с письмами или документами</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>%1, near ones together. The list of topics has the same documents and needs no mouse.</source>
        <translation>%1, похожие рядом. Те же документы есть в списке тем, где мышь не нужна.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Остальные</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Без даты</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Цвет:</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Отправитель</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Draw around documents (or hold Shift)</source>
        <translation>Обвести документы (или удерживайте Shift)</translation>
    </message>
    <message>
        <source>Show all of the map</source>
        <translation>Показать всю карту</translation>
    </message>
</context>
<context>
    <name>MatchBar</name>
    <message>
        <source>Next match</source>
        <translation>Следующее совпадение</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Предыдущее совпадение</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
</context>
<context>
    <name>MessageHeader</name>
    <message>
        <source>From</source>
        <translation>От кого</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Вложения</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
</context>
<context>
    <name>MessagePreview</name>
    <message>
        <source>Text of the message</source>
        <translation>Текст сообщения</translation>
    </message>
    <message>
        <source>Find similar to the selected text</source>
        <translation>Найти похожее на выделенный текст</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Ничего не выбрано</translation>
    </message>
    <message>
        <source>Choose a result to read it here.</source>
        <translation>Выберите результат, чтобы прочитать его здесь.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>Remote pictures and trackers left out: %1</source>
        <translation>Убрано картинок из сети и маячков: %1</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Другие действия</translation>
    </message>
    <message>
        <source>Hide quoted text</source>
        <translation>Скрыть цитаты</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>Показать цитаты</translation>
    </message>
    <message>
        <source>Show as it was sent</source>
        <translation>Показать как было прислано</translation>
    </message>
    <message>
        <source>Show as plain text</source>
        <translation>Показать простым текстом</translation>
    </message>
</context>
<context>
    <name>ModelSettings</name>
    <message>
        <source>A question of your own, to compare their answers</source>
        <translation>Ваш собственный вопрос, чтобы сравнить ответы</translation>
    </message>
    <message>
        <source>Question to try the model with</source>
        <translation>Вопрос для пробы модели</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Попробовать</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Взять эту модель</translation>
    </message>
    <message>
        <source>%1 dimensions</source>
        <translation>размерность %1</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>не установлена</translation>
    </message>
    <message>
        <source>Changing means that every text is learned anew; until then the old model goes on answering.</source>
        <translation>При смене каждый текст изучается заново; до тех пор отвечает прежняя модель.</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Пробую…</translation>
    </message>
    <message>
        <source>Nothing was found to compare; try another question.</source>
        <translation>Сравнивать нечего; попробуйте другой вопрос.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>With this model</source>
        <translation>С этой моделью</translation>
    </message>
    <message>
        <source>Changing would take %1 for %2; until then the old model goes on answering.</source>
        <translation>Смена займёт %1 на %2; до тех пор отвечает прежняя модель.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
    <message>
        <source>%1 is in use from now on</source>
        <translation>Теперь работает %1</translation>
    </message>
</context>
<context>
    <name>Modelling</name>
    <message>
        <source>The models cannot be listed</source>
        <translation>Не удаётся показать модели</translation>
    </message>
    <message>
        <source>The model cannot be tried</source>
        <translation>Не удаётся попробовать модель</translation>
    </message>
    <message>
        <source>The model was not changed</source>
        <translation>Модель не сменилась</translation>
    </message>
</context>
<context>
    <name>NarrowingBar</name>
    <message>
        <source>Search without “%1”</source>
        <translation>Искать без «%1»</translation>
    </message>
    <message>
        <source>Narrow by: %1</source>
        <translation>Сузить: %1</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>The index cannot be opened</source>
        <translation>Не удаётся открыть индекс</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Дубликаты</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Темы</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Waiting for changes</source>
        <translation>Жду изменений</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Загружаю модель</translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation>Ищу файлы</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>Читаю файлы</translation>
    </message>
    <message>
        <source>Learning what they mean</source>
        <translation>Вникаю в смысл</translation>
    </message>
    <message>
        <source>Updating the index</source>
        <translation>Обновляю индекс</translation>
    </message>
    <message>
        <source>Comparing documents</source>
        <translation>Сравниваю документы</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>осталось около %1 с</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>осталось около %1 мин</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>осталось около %1 ч</translation>
    </message>
    <message>
        <source>about %1 s</source>
        <translation>около %1 с</translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>около %1 мин</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>около %1 ч</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 в секунду</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Indexing progress</source>
        <translation>Ход индексирования</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Cancel indexing</source>
        <translation>Прервать индексирование</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Начинаю</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Останавливаю</translation>
    </message>
    <message>
        <source>What was done is kept.</source>
        <translation>Сделанное сохранено.</translation>
    </message>
</context>
<context>
    <name>ReasonsView</name>
    <message>
        <source>Why it was found</source>
        <translation>Почему это нашлось</translation>
    </message>
    <message>
        <source>It has the words: %1</source>
        <translation>Есть слова: %1</translation>
    </message>
</context>
<context>
    <name>Relevance</name>
    <message>
        <source>Probably unrelated</source>
        <translation>Вероятно, не о том</translation>
    </message>
    <message>
        <source>Loosely related</source>
        <translation>Отдалённо похоже</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>Похоже</translation>
    </message>
    <message>
        <source>Close match</source>
        <translation>Очень похоже</translation>
    </message>
    <message>
        <source>Very close match</source>
        <translation>Почти то же</translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>Probably unrelated</source>
        <translation>Вероятно, не о том</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Results</source>
        <translation>Результаты</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search your mail and documents by what they mean</source>
        <translation>Ищите письма и документы по смыслу</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>SearchHead</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Earlier questions</source>
        <translation>Прежние вопросы</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Назад (Alt+Влево)</translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation>Может быть, «%1»?</translation>
    </message>
    <message>
        <source>Earlier questions are forgotten</source>
        <translation>Прежние вопросы забыты</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Searching…</source>
        <translation>Ищу…</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Загружаю модель…</translation>
    </message>
    <message>
        <source>Find similar ones first, then say which are not meant</source>
        <translation>Сначала найдите похожие, потом скажите, какие не подходят</translation>
    </message>
    <message>
        <source>There is no text and no file on the clipboard</source>
        <translation>В буфере обмена нет ни текста, ни файла</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>Сохранить результаты</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Ask in your own words</source>
        <translation>Спросите своими словами</translation>
    </message>
    <message>
        <source>%1 can be found by what they mean. Narrow a question with from: to: before: type: or &quot;exact words&quot;; right-click a result to find similar ones.</source>
        <translation>По смыслу можно найти %1. Уточните вопрос: from: to: before: type: или &quot;точные слова&quot;; щёлкните по результату правой кнопкой, чтобы найти похожие.</translation>
    </message>
    <message>
        <source>Your mail is being read</source>
        <translation>Ваша почта читается</translation>
    </message>
    <message>
        <source>You can search as soon as the first of it is done.</source>
        <translation>Искать можно, как только будут готовы первые письма.</translation>
    </message>
    <message>
        <source>Nothing has been indexed yet</source>
        <translation>Пока ничего не проиндексировано</translation>
    </message>
    <message>
        <source>The folder is known, but nothing in it has been read so far.</source>
        <translation>Папка известна, но в ней пока ничего не прочитано.</translation>
    </message>
    <message>
        <source>Find similar to the clipboard</source>
        <translation>Найти похожее на буфер обмена</translation>
    </message>
    <message>
        <source>Index now</source>
        <translation>Индексировать</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Ничего не нашлось</translation>
    </message>
    <message>
        <source>Try other words, or fewer of the operators such as from: or before:.</source>
        <translation>Попробуйте другие слова или меньше операторов вроде from: и before:.</translation>
    </message>
</context>
<context>
    <name>SearchTools</name>
    <message>
        <source>Most relevant first</source>
        <translation>Сначала самые подходящие</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Сначала старые</translation>
    </message>
    <message>
        <source>Conversations together</source>
        <translation>Переписки вместе</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Сохранить этот поиск</translation>
    </message>
    <message>
        <source>Export results as CSV…</source>
        <translation>Сохранить результаты в CSV…</translation>
    </message>
    <message>
        <source>Export results as JSON…</source>
        <translation>Сохранить результаты в JSON…</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Сохранённые поиски</translation>
    </message>
    <message>
        <source>Order and export</source>
        <translation>Порядок и экспорт</translation>
    </message>
    <message>
        <source>“%1” is among the saved searches</source>
        <translation>«%1» — среди сохранённых поисков</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>Пока ничего не сохранено</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>“%1” is not saved any more</source>
        <translation>«%1» больше не сохранён</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Язык и вид</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Приватность</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>All of it is in %1: %2 on disk.</source>
        <translation>Всё хранится в %1: %2 на диске.</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлый</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмный</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Hidden and cache folders are never read. What else is left out is set for each folder.</source>
        <translation>Скрытые папки и кэш не читаются. Что ещё пропускать, задаётся для каждой папки.</translation>
    </message>
    <message>
        <source>Folders…</source>
        <translation>Папки…</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: no servers, no accounts, no statistics. Mail is shown without remote pictures, and your files are never changed.</source>
        <translation>Ничто не покидает этот компьютер: ни серверов, ни учётных записей, ни статистики. Письма показываются без картинок из сети, ваши файлы не меняются.</translation>
    </message>
    <message>
        <source>Show where it lies</source>
        <translation>Показать, где лежит</translation>
    </message>
    <message>
        <source>Forget earlier questions</source>
        <translation>Забыть прежние вопросы</translation>
    </message>
</context>
<context>
    <name>Skipped</name>
    <message>
        <source>Encrypted</source>
        <translation>Зашифрован</translation>
    </message>
    <message>
        <source>Not a kind of file that is read</source>
        <translation>Такие файлы не читаются</translation>
    </message>
    <message>
        <source>No text in it</source>
        <translation>Нет текста</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Слишком большой</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Повреждён</translation>
    </message>
    <message>
        <source>Took too long to read</source>
        <translation>Читался слишком долго</translation>
    </message>
    <message>
        <source>Its reader crashed</source>
        <translation>Чтение оборвалось</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>Не открывается</translation>
    </message>
    <message>
        <source>Excluded by you</source>
        <translation>Исключён вами</translation>
    </message>
</context>
<context>
    <name>SkippedModel</name>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Подробнее</translation>
    </message>
</context>
<context>
    <name>SourcesModel</name>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Документы</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Not indexed yet</source>
        <translation>Ещё не прочитана</translation>
    </message>
    <message>
        <source>Not there right now</source>
        <translation>Сейчас недоступна</translation>
    </message>
</context>
<context>
    <name>SourcesPage</name>
    <message>
        <source>Folders that are searched</source>
        <translation>Папки, в которых идёт поиск</translation>
    </message>
    <message>
        <source>Files that were left out</source>
        <translation>Пропущенные файлы</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Пропущено: %1</translation>
    </message>
    <message>
        <source>Nothing was left out</source>
        <translation>Ничего не пропущено</translation>
    </message>
    <message>
        <source>On disk: %1</source>
        <translation>На диске: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Index now</source>
        <translation>Индексировать</translation>
    </message>
    <message>
        <source>Paused: what changes on disk is not noticed until you resume.</source>
        <translation>Пауза: изменения на диске не замечаются, пока вы не продолжите.</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Ожидание: %1</translation>
    </message>
    <message>
        <source>Stopped: changes are looked for when you index again.</source>
        <translation>Остановлено: изменения будут замечены, когда вы снова начнёте индексирование.</translation>
    </message>
    <message>
        <source>Up to date: what changes on disk is noticed by itself.</source>
        <translation>Всё прочитано; изменения на диске замечаются сами.</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>Убрать папку</translation>
    </message>
    <message>
        <source>Stop searching %1?</source>
        <translation>Больше не искать в %1?</translation>
    </message>
    <message>
        <source>The files stay where they are. Adding the folder again costs little.</source>
        <translation>Файлы останутся на месте. Добавить папку снова недолго.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Убрать…</translation>
    </message>
    <message>
        <source>Remove the folder</source>
        <translation>Убрать папку</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <source>No folder is searched yet</source>
        <translation>Пока нет ни одной папки</translation>
    </message>
    <message>
        <source>Add a folder with mail or documents, or drop one onto this window. Your files are never changed.</source>
        <translation>Добавьте папку с письмами или документами или перетащите её в это окно. Ваши файлы не меняются.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Исключить</translation>
    </message>
    <message>
        <source>Try to read the file again</source>
        <translation>Попробовать прочитать файл ещё раз</translation>
    </message>
    <message>
        <source>Leave the file out from now on</source>
        <translation>Больше не читать этот файл</translation>
    </message>
</context>
<context>
    <name>Sourcing</name>
    <message>
        <source>The folders cannot be listed</source>
        <translation>Не удаётся показать папки</translation>
    </message>
    <message>
        <source>The folder was not added</source>
        <translation>Папка не добавлена</translation>
    </message>
    <message>
        <source>The folder was not removed</source>
        <translation>Папка не убрана</translation>
    </message>
    <message>
        <source>The file is not read again</source>
        <translation>Файл не перечитывается</translation>
    </message>
    <message>
        <source>Indexing was not paused</source>
        <translation>Не удалось остановить индексирование</translation>
    </message>
    <message>
        <source>Indexing does not go on</source>
        <translation>Индексирование не продолжилось</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>TopicDelegate</name>
    <message>
        <source>Name of the topic; empty, its words name it</source>
        <translation>Название темы; пустое — назовут её слова</translation>
    </message>
    <message>
        <source>Named by its words</source>
        <translation>Назовут её слова</translation>
    </message>
</context>
<context>
    <name>Topics</name>
    <message>
        <source>Topics cannot be found</source>
        <translation>Не удаётся найти темы</translation>
    </message>
    <message>
        <source>Topics were not found anew</source>
        <translation>Темы не найдены заново</translation>
    </message>
    <message>
        <source>The topic was not renamed</source>
        <translation>Тема не переименована</translation>
    </message>
    <message>
        <source>The topics were not merged</source>
        <translation>Темы не объединены</translation>
    </message>
    <message>
        <source>The topic was not split</source>
        <translation>Тема не разделена</translation>
    </message>
    <message>
        <source>Nothing was taken back</source>
        <translation>Ничего не отменено</translation>
    </message>
    <message>
        <source>The documents cannot be listed</source>
        <translation>Не удаётся показать документы</translation>
    </message>
    <message>
        <source>The map cannot be drawn</source>
        <translation>Не удаётся нарисовать карту</translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message>
        <source>Looking for topics…</source>
        <translation>Ищу темы…</translation>
    </message>
    <message>
        <source>The topic is called “%1” now</source>
        <translation>Теперь тема называется «%1»</translation>
    </message>
    <message>
        <source>The topic is named by its words again</source>
        <translation>Тему снова называют её слова</translation>
    </message>
    <message>
        <source>The topics are one now</source>
        <translation>Темы объединены</translation>
    </message>
    <message>
        <source>The topic was split into its parts</source>
        <translation>Тема разделена на части</translation>
    </message>
    <message>
        <source>Topics were found anew; names and merged topics stayed</source>
        <translation>Темы найдены заново; названия и объединённые темы остались</translation>
    </message>
    <message>
        <source>The most typical first</source>
        <translation>Сначала самые типичные</translation>
    </message>
    <message>
        <source>Chosen on the map</source>
        <translation>Выбраны на карте</translation>
    </message>
    <message>
        <source>Rename topic</source>
        <translation>Переименовать тему</translation>
    </message>
    <message>
        <source>Merge topics</source>
        <translation>Объединить темы</translation>
    </message>
    <message>
        <source>Split topic</source>
        <translation>Разделить тему</translation>
    </message>
    <message>
        <source>Undo the last change of topics</source>
        <translation>Отменить последнее изменение тем</translation>
    </message>
    <message>
        <source>Find topics anew</source>
        <translation>Найти темы заново</translation>
    </message>
    <message>
        <source>Show topics as a list</source>
        <translation>Показать темы списком</translation>
    </message>
    <message>
        <source>Show topics as a map</source>
        <translation>Показать темы на карте</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Темы</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>Тем пока нет</translation>
    </message>
    <message>
        <source>As soon as your mail is indexed, this page says what it is about.</source>
        <translation>Когда почта будет прочитана, здесь появится, о чём она.</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Find anew</source>
        <translation>Найти заново</translation>
    </message>
    <message>
        <source>Cluster everything anew; names, merged and split topics stay (Ctrl+R)</source>
        <translation>Сгруппировать всё заново; названия, объединённые и разделённые темы останутся (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New search</source>
        <translation>Новый поиск</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Приостановить индексирование</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Resume indexing</source>
        <translation>Продолжить индексирование</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>Indexing did not finish</source>
        <translation>Индексирование не закончено</translation>
    </message>
    <message>
        <source>The folder will be added when the current run has ended</source>
        <translation>Папка будет добавлена, когда закончится текущий проход</translation>
    </message>
    <message>
        <source>%1 is not searched any more</source>
        <translation>В %1 больше не ищем</translation>
    </message>
    <message>
        <source>%1 is left out from now on</source>
        <translation>%1 больше не читается</translation>
    </message>
    <message>
        <source>Indexing did not finish, and is tried again soon</source>
        <translation>Индексирование не закончено; скоро будет новая попытка</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Find mail by what it means</source>
        <translation>Почта находится по смыслу</translation>
    </message>
    <message>
        <source>Ask in your own words, in Russian or English. Answers need not contain those words.</source>
        <translation>Спрашивайте своими словами, по-русски или по-английски. В ответах этих слов может и не быть.</translation>
    </message>
    <message>
        <source>You can search within seconds, while the rest is still being read.</source>
        <translation>Искать можно через несколько секунд, пока остальное ещё читается.</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>Найдено на этом компьютере</translation>
    </message>
    <message>
        <source>No mail program&apos;s folders were found here</source>
        <translation>Папок почтовых программ здесь не нашлось</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Выбрать папку…</translation>
    </message>
    <message>
        <source>Nothing leaves this computer, and your files are never changed.</source>
        <translation>Ничто не покидает этот компьютер, и ваши файлы не меняются.</translation>
    </message>
</context>
</TS>
