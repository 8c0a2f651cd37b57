<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk_UA" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Next · %n song(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is playing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat: the whole list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat: this song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as crate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle: on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs to come</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
