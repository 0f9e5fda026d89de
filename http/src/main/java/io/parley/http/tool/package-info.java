/// Sources of tools, for operators: added, tried, approved and removed while the server runs. Start
/// at [io.parley.http.tool.ToolSourceEndpoints].
package io.parley.http.tool;
