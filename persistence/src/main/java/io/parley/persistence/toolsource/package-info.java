/// Tool sources that are added while the server runs, and the approvals of their tools, in tables.
/// Start at [io.parley.persistence.toolsource.JdbcToolSources].
package io.parley.persistence.toolsource;
