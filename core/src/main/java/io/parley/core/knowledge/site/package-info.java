/// What is remembered of a site between two visits, so that the second one asks only for what has
/// changed: [io.parley.core.knowledge.site.SiteBook].
package io.parley.core.knowledge.site;
