/// Limits of tools' calls over all nodes. Start at [io.parley.tools.limit.CallLimiter].
package io.parley.tools.limit;
