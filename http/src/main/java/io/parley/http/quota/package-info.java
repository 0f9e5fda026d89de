/// Quotas of organisations, for the platform's operators: [io.parley.http.quota.QuotaEndpoints];
/// and the limits that organisations set for themselves: [io.parley.http.quota.OwnLimitEndpoints].
package io.parley.http.quota;
