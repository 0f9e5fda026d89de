/// Memories of customers over HTTP, for staff. Start at [io.parley.http.memory.MemoryEndpoints].
package io.parley.http.memory;
