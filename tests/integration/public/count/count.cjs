// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts as a JSON list on standard input → how X's own library (twitter-text, in COUNT_MODULES) weighs them.
const path = require('node:path');
const { parseTweet } = require(path.join(process.env.COUNT_MODULES, 'node_modules', 'twitter-text'));
let input = '';
process.stdin.on('data', part => (input += part));
process.stdin.on('end', () => {
    const weighed = JSON.parse(input).map(text => parseTweet(text));
    console.log(JSON.stringify(weighed.map(({ weightedLength, valid }) => ({ weight: weightedLength, valid }))));
});
