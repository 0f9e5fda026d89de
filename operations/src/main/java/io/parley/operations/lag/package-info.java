/// Backlogs: the journal's writes, the index, the archive, and overdue sessions.
package io.parley.operations.lag;
