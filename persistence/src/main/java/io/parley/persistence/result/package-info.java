/// Long results of tool calls, in a table: [io.parley.persistence.result.JdbcToolResults].
package io.parley.persistence.result;
