package io.washa.agent.site.rules;

import io.washa.agent.routeros.Sentence;

/**
 * One sentence to be written.
 *
 * @param words what it does, for a person
 */
record RuleStep(Sentence sentence, String words) {}
