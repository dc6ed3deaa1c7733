/**
 * Measures whether every profile sample carries the right span, against a known truth.
 *
 * <ol>
 *   <li>A {@link dev.spanprofiles.it.truth.Scenario} is a way people write concurrent Java. It runs
 *       in a forked JVM ({@link dev.spanprofiles.it.truth.WorkloadMain}) with the real SDK and the
 *       real agent, and works only in marked stretches ({@link dev.spanprofiles.it.truth.Marks})
 *       whose true owner it states.
 *   <li>The mark is part of the sample's own stack, so what is due to a sample is exact: no clocks
 *       are compared.
 *   <li>{@link dev.spanprofiles.it.truth.Judge} compares each sample with its truth: right, another
 *       span's, lost, leaked. Samples outside a stretch are not judged, but counted and shown.
 * </ol>
 *
 * <p>The same code runs with the library, without any integration, and with the public one: see
 * {@link dev.spanprofiles.it.truth.Variant}.
 */
@NullMarked
package dev.spanprofiles.it.truth;

import org.jspecify.annotations.NullMarked;
