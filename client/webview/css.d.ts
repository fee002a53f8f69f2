/** A style sheet the bundler writes beside the script. */
declare module '*.css';
