/// Sources of tools of an organisation: added, tried, approved and removed while the server runs.
/// Start at [io.parley.http.tool.ToolSourceEndpoints].
package io.parley.http.tool;
