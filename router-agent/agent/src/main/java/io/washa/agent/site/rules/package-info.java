/**
 * What holds for a whole router beyond its users: where those who have not paid are sent, and how
 * its hotspot looks to who has not logged in. Each resource says which rows it wants ({@link
 * io.washa.agent.site.rules.RuleTable}); a pure plan compares them with what was read ({@link
 * io.washa.agent.site.rules.RulePlan}); {@link io.washa.agent.site.rules.RuleKeeper} writes the
 * difference and believes only what it reads back.
 */
@NullMarked
package io.washa.agent.site.rules;

import org.jspecify.annotations.NullMarked;
