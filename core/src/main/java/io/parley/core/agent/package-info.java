/// Definitions of agents: prompt, tools and limits, as immutable versions.
package io.parley.core.agent;
