/// Error answers (RFC 9457). [io.parley.http.problem.ProblemType] is the only table of kinds, with
/// status and meaning; [io.parley.http.problem.Problems] maps rejections, limits and exceptions to
/// them. No answer holds a stack trace, a class name, a path of this machine, or a customer's
/// words.
package io.parley.http.problem;
