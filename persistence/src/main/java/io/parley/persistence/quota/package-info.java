/// Quotas in tables: plans in [io.parley.persistence.quota.JdbcQuotas], and what is lent of them in
/// [io.parley.persistence.quota.JdbcQuotaLender].
package io.parley.persistence.quota;
