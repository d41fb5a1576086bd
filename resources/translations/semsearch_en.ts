<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln+ results</source>
        <translation>
            <numerusform>%Ln+ result</numerusform>
            <numerusform>%Ln+ results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s)</source>
        <translation>
            <numerusform>%Ln text</numerusform>
            <numerusform>%Ln texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more like it</source>
        <translation>
            <numerusform>%Ln more like it</numerusform>
            <numerusform>%Ln more like it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more in the conversation</source>
        <translation>
            <numerusform>%Ln more in the conversation</numerusform>
            <numerusform>%Ln more in the conversation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln topic(s)</source>
        <translation>
            <numerusform>%Ln topic</numerusform>
            <numerusform>%Ln topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s) of files</source>
        <translation>
            <numerusform>%Ln part of a file</numerusform>
            <numerusform>%Ln parts of files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message numerus="yes">
        <source>Another document is kept in %Ln group(s)</source>
        <translation>
            <numerusform>Another document is kept in %Ln group</numerusform>
            <numerusform>Another document is kept in %Ln groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MarkedBar</name>
    <message numerus="yes">
        <source>Mark %Ln selected group(s)</source>
        <translation>
            <numerusform>Mark %Ln selected group</numerusform>
            <numerusform>Mark %Ln selected groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTools</name>
    <message numerus="yes">
        <source>Keep in %Ln group(s)…</source>
        <translation>
            <numerusform>Keep in %Ln group…</numerusform>
            <numerusform>Keep in %Ln groups…</numerusform>
        </translation>
    </message>
</context>
</TS>
