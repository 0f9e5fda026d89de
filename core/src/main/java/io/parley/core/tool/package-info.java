/// Tools: an agent's actions outside the conversation, and the certainty of their outcomes.
/// [io.parley.core.tool.Tools] is the port.
package io.parley.core.tool;
