/// How far behind things are: the journal's writes, the index, the archive, and who should have
/// been looked after.
package io.parley.http.ops.lag;
