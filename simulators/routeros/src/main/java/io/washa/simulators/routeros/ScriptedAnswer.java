package io.washa.simulators.routeros;

import java.util.List;

/**
 * What the next command is answered with, word for word and without being carried out: for answers
 * that no fault makes.
 *
 * @param sentences in order; one without words is an empty sentence
 * @param eof whether the connection ends after them
 */
public record ScriptedAnswer(List<List<String>> sentences, boolean eof) {}
