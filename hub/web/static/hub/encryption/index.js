/** The browser's half of the hub's encryption; the same formats and refusals as the Python package. */
export * from "./errors.js";
export { b64, canonical, frame, parse, sha256hex, unb64 } from "./canonical.js";
export { concat, equal, hex, random, unhex, utf8 } from "./bytes.js";
export { Sha256 } from "./sha256.js";
export { ACCOUNT, INVITATION, NEW_KEYS, RECOVERY, human, newCode, newKeysCode, parseCode } from "./codes.js";
export { checkEd25519, checkX25519, checkPublicKeys, generateKeys, keyid, keysFromBytes, wipe } from "./keys.js";
export { keepInfo, seedInfo, unwrap, wrap, wrapInfo } from "./hpke.js";
export { FocalPointKey, FocalPointKeys, freshFocalPointKey, openSeeds } from "./seeds.js";
export { CHAIN, EVENT, RECEIPT, RETRIEVAL, addSignature, envelopeHash, pae, peek, sign, signers, verify } from "./dsse.js";
export { padme, paddedSize } from "./padding.js";
export { openBytes, openStream, sealBytes, sealStream, sealedSize } from "./cobblestone.js";
export { BLOCK, BlockHasher, blocksRoot } from "./blocks.js";
export { openLetter, openPart, partContext, sealPart } from "./part.js";
export { CONTENT, PROPOSE, erasedBy, isContent } from "./erasing.js";
export { checkWraps, parseManifest } from "./manifest.js";
export { commitment, parseBody } from "./body.js";
export { buildEvent } from "./event.js";
export { sealAgain } from "./resealing.js";
export { openEvent, openFile, verifyEvent } from "./opening.js";
export { ROLES, KEY_ROLES, newestKeys } from "./chain_state.js";
export { ChainState, fold, start } from "./chain.js";
export { REFOUND, makeStatement, materialHash, readStatement, sortWraps } from "./statement.js";
export { checkMaterial, holdersOf, makeRotation, makeSeatMaterial, noMaterial } from "./material.js";
export { checkJoinMac, codeHash, joinMac, keepCode, openKeptCode } from "./invitation.js";
export {
  MAX_ITERATIONS, MIN_ITERATIONS, addPasskey, changePassphrase, checkKeystore, createKeystore, dropPasskey, passkeysOf,
  renewRecovery, retrust, unlockPasskey, unlockPassphrase, unlockRecovery, vaultKeyByPasskey, vaultKeyByPassphrase,
  vaultKeyByRecovery,
} from "./keystore.js";
export { checkReceipt, checkRetrieval, makeRetrieval } from "./receipt.js";
export { countryOf, verifyRun, verifyStream, verifyWithChains } from "./stream.js";
export { checkLapse } from "./lapse.js";
export { checkCheckpoint, checkGrowth, checkPlace, originOf, readHashes, readSeen } from "./checkpoint.js";
