/// Results that are too long for a prompt: they are kept, the model gets their beginning, and reads
/// on with `tool.result`. Start at [io.parley.tools.result.KeptResults].
///
/// ```
/// tool.result     {"call", "offset", "characters", "text", ["next"], ["note"]}    a part of the result's JSON
///                 {"error"}                                                       nothing is kept for this call
/// ```
package io.parley.tools.result;
