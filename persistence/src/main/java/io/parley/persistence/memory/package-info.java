/// Long-term memory in tables. [io.parley.persistence.memory.MemoryProjection] writes the memories
/// from the journal, within the step of the session index, so that each event is projected exactly
/// once; all others read and correct them with [io.parley.persistence.memory.JdbcMemories].
package io.parley.persistence.memory;
