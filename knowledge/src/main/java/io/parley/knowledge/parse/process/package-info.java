/// Each file is parsed in a process of its own: [io.parley.knowledge.parse.process.IsolatedReader]
/// is the way in. A process ([io.parley.knowledge.parse.process.ParserMain]) reads one file and
/// ends. It has a small heap, a limit of time, an empty environment, a temporary directory of its
/// own, and no network where the machine allows to take it away. A frame on its standard input
/// carries the file, one on its standard output the result; the parent trusts neither length nor
/// content of the latter.
///
/// The parent's side must not parse anything of a file.
package io.parley.knowledge.parse.process;
