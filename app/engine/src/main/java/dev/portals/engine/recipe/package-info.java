/** What helps people with a kind of service: hints for its owner, ready command lines and addresses for friends (spec 05 section 15.11). */
@NullMarked
package dev.portals.engine.recipe;

import org.jspecify.annotations.NullMarked;
