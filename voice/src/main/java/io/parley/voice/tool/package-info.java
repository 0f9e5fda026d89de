/// Pieces that the tools of calls share: [io.parley.voice.tool.ToolArguments].
package io.parley.voice.tool;
