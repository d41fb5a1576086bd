"""What an author wrote, set apart from what was quoted, signed or appended, and texts made comparable. Pure.

reply       a mail's text in three: quotes (quoted_headers), signatures
phrases     what mail programs and people write around a text, in the languages of Europe
footers     last lines that repeat under many mails
normal      texts and subjects as they are compared
"""
