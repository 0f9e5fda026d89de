/// A model that follows a script in the configuration, with a given number and pace of pieces: for
/// load tests and demonstrations. Start at [ScriptedModel]. A reply takes no thread of its own.
package io.parley.tools.model.scripted;
