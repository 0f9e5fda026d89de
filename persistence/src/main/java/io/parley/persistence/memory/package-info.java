/// Long-term memory in tables. [io.parley.persistence.memory.MemoryProjection] writes what the
/// journal tells, within the step of the session index, so that each event is taken in exactly
/// once; [io.parley.persistence.memory.JdbcMemories] is what everybody else reads and corrects.
package io.parley.persistence.memory;
