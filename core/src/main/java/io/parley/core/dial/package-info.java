/// Calls to people, as rules: which number may be called and when
/// ([io.parley.core.dial.DialRules]), the course of a call as events
/// ([io.parley.core.dial.CallOut]), and whether a person or a machine answers
/// ([io.parley.core.dial.Answerer]). Pure: time, numbers of calls and kinds of numbers are inputs.
/// Start at [io.parley.core.dial.CallOut].
package io.parley.core.dial;
