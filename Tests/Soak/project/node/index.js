// A function that does what the event says, see ../python/index.py.
const { spawn } = require('child_process');

const CODE = 0;

exports.handler = async (event, context) => {
  if (event[0] !== 0x7b) return event;
  const wish = JSON.parse(event);
  if ('body' in wish && 'requestContext' in wish) {
    return { statusCode: 200, body: wish.body, isBase64Encoded: wish.isBase64Encoded || false };
  }
  if (wish.do === 'fail') throw new Error(wish.why || 'asked to');
  if (wish.do === 'sleep') await new Promise((resolve) => setTimeout(resolve, wish.seconds * 1000));
  if (wish.do === 'exit') process.exit(wish.code);
  if (wish.do === 'print') {
    for (let number = 0; number < wish.lines; number += 1) console.log(`line ${number}`);
  }
  if (wish.do === 'child') {
    spawn('sleep', ['3600'], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.exit(1);
  }
  return { pid: process.pid, code: CODE, round: process.env.ROUND, do: wish.do };
};
