/// Quotas of organisations: the most that one may use, exact over all nodes of a cluster. Start
/// with [io.parley.core.quota.QuotaPlan], the quotas of an organisation, and with
/// [io.parley.core.quota.LentWindow], the rule by which permits of a window are lent to nodes.
/// Ports are [io.parley.core.quota.Quotas], the stored plans, and
/// [io.parley.core.quota.QuotaLender], the one account from which all nodes borrow. Money is in
/// `core.money`, and limits that protect a server from strangers are in `core.limit`.
package io.parley.core.quota;
