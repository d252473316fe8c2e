"""The only door to the disk, the clock, the environment and other programs.

In: a folder, names, bytes. Out: what is read there, and what is written there, whole or not at all.
A new kind of file that is read goes into `sources` or `pictures`, what is looked for on the machine
into `fonts` and `profiles`, what printers ask for into `printers`, what is written into
`publishing`. Whatever else needs the world gets what it needs as a value.
"""
