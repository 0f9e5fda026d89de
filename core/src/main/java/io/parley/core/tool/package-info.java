/// What an agent can do outside the conversation, and how sure we are of what came of it.
/// [io.parley.core.tool.Tools] is the port.
package io.parley.core.tool;
