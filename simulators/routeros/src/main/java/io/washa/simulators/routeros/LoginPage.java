package io.washa.simulators.routeros;

/**
 * What one view of the hotspot's login page gives its script, octal-escaped as in the page.
 *
 * @param chapId one byte
 * @param chapChallenge sixteen bytes
 */
public record LoginPage(String chapId, String chapChallenge) {}
