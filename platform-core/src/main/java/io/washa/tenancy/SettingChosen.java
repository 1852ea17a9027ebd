package io.washa.tenancy;

/**
 * The bound tenant chose where it has a choice.
 *
 * @param name of the choice
 */
public record SettingChosen(String name) {}
