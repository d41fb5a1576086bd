"""Languages, alphabets, sentences, words and their stems. Pure.

words            stems, for the keyword index and everything that is compared with it
lemmas           dictionary forms, for the names of topics
detection        the language of a text; letters: its alphabet
transliteration  words in the other alphabet; lexicon: in the other language; keyboard: in the other layout
given_names      other names of the same people
numbers, sizes   as people write them; dates: days, too
sentences        of a text; snippets: which of them a result shows
"""
