/// Quotas of organisations, for the platform's operators: [io.parley.http.quota.QuotaEndpoints].
package io.parley.http.quota;
