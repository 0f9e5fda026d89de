/// What is answered instead of what was asked for (RFC 9457). [io.parley.http.problem.ProblemType]
/// is the one table of kinds, with status and meaning; [io.parley.http.problem.Problems] says which
/// one a rejection, a limit or an exception becomes. No answer holds a stack trace, a class name, a
/// path of this machine, or what people said.
package io.parley.http.problem;
