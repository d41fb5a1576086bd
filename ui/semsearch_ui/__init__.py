"""The window. It knows the library by `semsearch.library` and its records, and nothing below.

app            starts it: instance (one for a home), signals, translation, garbage, stalls (measures)
main_window    the pages beside a sidebar; tray; desk: what each page is given; commands: all that can be done
pages/         what is seen at once; widgets/ of which they are made; models/ for their lists
presentation/  values into words, without a window
operations/    what is asked of the library, off the interface's thread: worker
upkeep         keeps the index up to date: index_process, a child that runs index_child
private_files  what is found, for other programs; mailboxes: where mail usually lies
memory         what is kept from one start to the next
theme          the look: colours, style_sheet, icons
"""
