/// Who answers: an agent's prompt, tools and limits, as one immutable version.
package io.parley.core.agent;
