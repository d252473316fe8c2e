"""The tool at work: what a session keeps, builds, covers, watching, fixes, the command line.

In: what somebody asks for on the command line, and the folder of a book. Out: published products,
reports and an exit code. A step of a build goes into `build`, what is done for one edition into
`edition`, a command into a file of its own in `cli`; what a step does is the work of the packages
above.
"""
