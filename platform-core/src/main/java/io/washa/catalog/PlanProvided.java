package io.washa.catalog;

import java.util.UUID;

/** A plan gives something else from now on, to everybody who has it. */
public record PlanProvided(UUID plan) {}
