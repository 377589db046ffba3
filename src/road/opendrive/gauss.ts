/** Nodes and weights of the Gauss-Legendre rule of five points on [0, 1]: Abramowitz and Stegun, table 25.4, moved from [-1, 1]. */

export const G1 = 0.046910077030668004;
export const G2 = 0.23076534494715845;
export const G3 = 0.5;
export const G4 = 0.7692346550528415;
export const G5 = 0.953089922969332;
/** Of the first and the fifth node. */
export const W1 = 0.11846344252809454;
/** Of the second and the fourth node. */
export const W2 = 0.23931433524968324;
export const W3 = 0.28444444444444444;
